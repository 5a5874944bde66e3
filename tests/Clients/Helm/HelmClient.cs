using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Clients.Helm;

/// <summary>A real helm with configuration, cache and home of its own.</summary>
/// <param name="version">One that tests/Clients/package.json names.</param>
/// <param name="environment">Added to what it runs with.</param>
public sealed class HelmClient(string version, IReadOnlyDictionary<string, string?>? environment = null) : IDisposable
{
    private readonly TemporaryDirectory _home = new();

    /// <summary>Either side of 3.10.1, which learnt to keep <c>%2F</c> in chart addresses.</summary>
    public static readonly string[] Versions = ["3.6.2", "3.10.1"];

    /// <summary>Where it runs; relative paths in arguments begin here.</summary>
    public string WorkingDirectory => _home.Folder("work");

    private string Folder { get; } = RepositoryRoot.Combine("tests", "Clients", "node_modules", $"helm-{version}", "bin");

    private Dictionary<string, string?> Environment => new(environment ?? new Dictionary<string, string?>())
    {
        ["HOME"] = _home.Path,
        ["HELM_CONFIG_HOME"] = _home.Folder("config"),
        ["HELM_CACHE_HOME"] = _home.Folder("cache"),
        ["HELM_DATA_HOME"] = _home.Folder("data"),
        ["KUBECONFIG"] = null, // a path to nothing would be warned of
        ["HELM_REPOSITORY_CONFIG"] = null,
        ["HELM_REPOSITORY_CACHE"] = null,
    };

    /// <summary>Runs helm, and fails the test if any index it read held an entry that it could not use.</summary>
    public Task<CommandResult> RunAsync(params string[] args) => RunWithInputAsync(input: null, args);

    /// <summary>The same with something on its standard input.</summary>
    public async Task<CommandResult> RunWithInputAsync(string? input, params string[] args)
    {
        var result = await Command.RunAsync(Path.Combine(Folder, "helm"), args, Environment, WorkingDirectory, input: input);
        Assert.DoesNotContain("skipping loading invalid entry", result.Error, StringComparison.Ordinal);
        return result;
    }

    /// <summary>Runs helm where it should succeed without a warning, and answers what it printed.</summary>
    public async Task<string> PrintAsync(params string[] args)
    {
        var result = (await RunAsync(args)).Succeeded();
        Assert.True(result.Error.Length == 0, $"This should have said nothing on standard error:\n{result}");
        return result.Output;
    }

    /// <summary>Runs a script of the shell in which <c>helm</c> is this one.</summary>
    public Task<CommandResult> ShellAsync(string script, params (string Name, string Value)[] variables)
    {
        var all = Environment;
        all["PATH"] = $"{Folder}:{System.Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        return Command.RunAsync("sh", ["-ec", script], all, WorkingDirectory);
    }

    /// <summary><c>helm repo add</c>, with credentials if there are any.</summary>
    public Task<CommandResult> AddAsync(string name, string address, Credentials? credentials, params string[] options) =>
        RunAsync(["repo", "add", name, address, .. Flags(credentials), .. options]);

    /// <summary>Pulls a chart and answers the bytes of the one file that arrives.</summary>
    public async Task<byte[]> PullAsync(string chart, params string[] options)
    {
        using var destination = new TemporaryDirectory();
        (await RunAsync(["pull", chart, "--destination", destination.Path, .. options])).Succeeded();
        return await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(destination.Path)));
    }

    public static string[] Flags(Credentials? credentials) =>
        credentials is null ? [] : ["--username", credentials.UserName, "--password", credentials.Password];

    public void Dispose() => _home.Dispose();
}
