using Xunit;

namespace Registry.Tests.Hosting;

/// <summary>What a finished program left behind.</summary>
public sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>Itself, or a failed test that shows both outputs.</summary>
    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"This should have succeeded:{Environment.NewLine}{this}");
        return this;
    }

    /// <summary>Itself, or a failed test that shows both outputs.</summary>
    public CommandResult Refused()
    {
        Assert.True(ExitCode != 0, $"This should have failed:{Environment.NewLine}{this}");
        return this;
    }

    public override string ToString() => $"""
        {Command}
        exit code {ExitCode}
        --- stdout
        {Output}
        --- stderr
        {Error}
        """;
}
