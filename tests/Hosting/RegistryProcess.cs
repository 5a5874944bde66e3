using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Registry.Tests.Hosting;

/// <summary>
/// The real program, serving on a free port of 127.0.0.1 from a data directory of its own.
/// Disposing it ends the program and deletes the directory.
/// </summary>
public sealed partial class RegistryProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    // Beside the tests lies a copy of the program without its static files: its own output folder has all.
    private static readonly string Folder = RepositoryRoot.Combine(
        "src", "Registry.Web", "bin",
        typeof(RegistryProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration,
        new DirectoryInfo(AppContext.BaseDirectory).Name);

    private static readonly string Program = Path.Combine(Folder, "Registry.Web.dll");

    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string?> _environment;
    private readonly StringBuilder _printed = new();
    private readonly List<(Regex Line, TaskCompletionSource<Match> Seen)> _awaited = [];
    private Process? _process;

    private RegistryProcess(IReadOnlyDictionary<string, string?>? settings)
    {
        // What the developer's shell sets must not reach the program under test.
        _environment = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("Registry__", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(name => name, _ => (string?)null);
        _environment["Registry__DataDirectory"] = DataDirectory;
        _environment["DOTNET_TieredPGO"] = "0"; // it is gone before profiles are of use, and they make it compile longer
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            _environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        AppDomain.CurrentDomain.ProcessExit += KillWithTests;
    }

    /// <summary>Where it listens, with a slash at the end; another port after every start.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public string DataDirectory => _directory.Folder("data");

    /// <summary>Everything it has printed since the first start, both outputs in one.</summary>
    public string Printed
    {
        get
        {
            lock (_printed)
            {
                return _printed.ToString();
            }
        }
    }

    /// <summary>Starts the program and waits until it listens.</summary>
    /// <param name="settings">Configuration keys as in appsettings (<c>Registry:PublicUrl</c>), handed over as environment variables. Kestrel's own endpoints stand for the usual one.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not listen in time; the message holds what it printed.</exception>
    public static async Task<RegistryProcess> StartAsync(IReadOnlyDictionary<string, string?>? settings = null)
    {
        var registry = new RegistryProcess(settings);
        try
        {
            await registry.StartAgainAsync();
            return registry;
        }
        catch
        {
            await registry.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for a printed line that matches, unless there was one already.</summary>
    public Task<Match> PrintsAsync(Regex line)
    {
        lock (_printed)
        {
            if (line.Match(_printed.ToString()) is { Success: true } earlier)
            {
                return Task.FromResult(earlier);
            }

            var seen = new TaskCompletionSource<Match>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((line, seen));
            return seen.Task;
        }
    }

    /// <summary>Runs the program's command line against the SQLite data of a registry that somebody else started.</summary>
    public static async Task<CommandResult> RunOnAsync(string dataDirectory, params string[] args)
    {
        await using var registry = new RegistryProcess(new Dictionary<string, string?> { ["Registry:DataDirectory"] = dataDirectory });
        return await registry.RunAsync(args);
    }

    /// <summary>Runs the program's command line against the same data directory and settings.</summary>
    public Task<CommandResult> RunAsync(params string[] args) =>
        Command.RunAsync(DotNet, [Program, .. args], _environment, Folder);

    /// <summary>The same with something on its standard input.</summary>
    public Task<CommandResult> RunWithInputAsync(string input, params string[] args) =>
        Command.RunAsync(DotNet, [Program, .. args], _environment, Folder, input: input);

    /// <summary>Ends the program as an operator would (SIGTERM) and answers its exit code.</summary>
    /// <exception cref="TimeoutException">It had to be killed.</exception>
    public async Task<int> StopAsync()
    {
        if (Interlocked.Exchange(ref _process, null) is not { } process)
        {
            throw new InvalidOperationException("The program is not running.");
        }

        using (process)
        {
            if (!process.HasExited)
            {
                _ = Kill(process.Id, SigTerm);
            }

            try
            {
                await process.WaitForExitAsync().WaitAsync(StopLimit);
                return process.ExitCode;
            }
            catch (TimeoutException late)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
                throw new TimeoutException($"Still running {StopLimit} after SIGTERM.{Environment.NewLine}{Printed}", late);
            }
        }
    }

    /// <summary>Ends the program as a power cut would (SIGKILL): it gets to do nothing more.</summary>
    public async Task KillAsync()
    {
        using var process = Interlocked.Exchange(ref _process, null) ?? throw new InvalidOperationException("The program is not running.");
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Serves again from the same data directory after <see cref="StopAsync"/> or <see cref="KillAsync"/>.</summary>
    /// <param name="port">Where it listens; any free one for 0.</param>
    public async Task StartAgainAsync(int port = 0)
    {
        var process = Command.Prepare(DotNet, [Program, "serve", "--urls", $"http://127.0.0.1:{port}"], _environment, Folder);
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        Uri? address = null;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        Command.Start(process);
        _process = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var ended = process.WaitForExitAsync();
        var first = await Task.WhenAny(listening.Task, ended, Task.Delay(StartLimit));
        if (first != listening.Task)
        {
            var what = first == ended ? $"The program ended with exit code {process.ExitCode}" : $"The program did not listen within {StartLimit}";
            throw new InvalidOperationException($"{what}. It printed:{Environment.NewLine}{Printed}");
        }

        Address = await listening.Task;

        void Read(string? line)
        {
            if (line is null)
            {
                return;
            }

            lock (_printed)
            {
                _printed.AppendLine(line);
                foreach (var (awaited, seen) in _awaited)
                {
                    if (awaited.Match(line) is { Success: true } match)
                    {
                        seen.TrySetResult(match);
                    }
                }
            }

            if (ListeningMessage().Match(line) is { Success: true } message)
            {
                address = new Uri(message.Groups["address"].Value);
            }
            else if (address is not null && line.Contains("Application started", StringComparison.Ordinal))
            {
                listening.TrySetResult(address); // what the program has to say when it starts is said
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_process is not null)
            {
                await StopAsync();
            }
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= KillWithTests;
            _directory.Dispose();
        }
    }

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    private void KillWithTests(object? sender, EventArgs e)
    {
        _process?.Kill(entireProcessTree: true);
        _directory.Dispose();
    }

    // The same words stand in a plain line and in a JSON one.
    [GeneratedRegex(@"Now listening on: (?<address>https?://127\.0\.0\.1:\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListeningMessage();

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
