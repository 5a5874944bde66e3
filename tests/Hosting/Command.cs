using System.ComponentModel;
using System.Diagnostics;

namespace Registry.Tests.Hosting;

/// <summary>Runs programs without a shell and with every stream redirected.</summary>
public static class Command
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(1);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">A path, or a name to find on PATH.</param>
    /// <param name="arguments">Passed as they are; no shell reads them.</param>
    /// <param name="environment">Added to the inherited environment; null removes a variable.</param>
    /// <param name="workingDirectory">Inherited when null.</param>
    /// <param name="limit">One minute when null; past it the program and its children are killed.</param>
    /// <param name="input">What stands on its standard input; nothing when null.</param>
    /// <exception cref="TimeoutException">The program outlived the limit.</exception>
    public static async Task<CommandResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null,
        TimeSpan? limit = null,
        string? input = null)
    {
        using var process = Prepare(program, arguments, environment, workingDirectory);
        Start(process);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }

        process.StandardInput.Close();
        var line = string.Join(' ', [program, .. process.StartInfo.ArgumentList]);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await Task.WhenAll(process.WaitForExitAsync(), output, error).WaitAsync(limit ?? DefaultLimit);
        }
        catch (TimeoutException late)
        {
            process.Kill(entireProcessTree: true);
            var left = new CommandResult(line, -1, await output, await error);
            throw new TimeoutException($"Not finished within {limit ?? DefaultLimit}: {left}", late);
        }

        return new CommandResult(line, process.ExitCode, await output, await error);
    }

    internal static Process Prepare(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        return new Process { StartInfo = start };
    }

    internal static void Start(Process process)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            throw new InvalidOperationException($"{process.StartInfo.FileName} does not start ({failure.Message}); ./test.sh installs what the tests need.", failure);
        }
    }
}
