using System.CommandLine;

namespace Registry.Web.Hosting.Commands;

/// <summary><c>serve [--urls URLS]</c>.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> Urls = new("--urls") { Description = "Where to listen, separated by semicolons; http://localhost:5000 unless given." };

    public static Command Create(string[] settings, Func<string[], CancellationToken, Task<int>> serve)
    {
        var command = new Command("serve", "Serves the registry until it is told to stop.") { Urls };
        command.SetAction((parsed, cancel) => serve([.. settings, .. Settings(parsed)], cancel));
        return command;
    }

    public static string[] Settings(ParseResult parsed) => parsed.GetValue(Urls) is { } urls ? [$"--urls={urls}"] : [];
}
