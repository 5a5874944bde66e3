using System.CommandLine;
using System.CommandLine.Invocation;
using System.Data.Common;
using Registry.Data;
using Registry.Data.Blobs;
using Registry.Web.Hosting.Commands;

namespace Registry.Web.Hosting;

/// <summary>The program's command line: <c>serve</c>, which is the default, and what an operator does beside it.</summary>
internal sealed class CommandLine(Func<string[], WebApplication> build)
{
    private const int Failed = 1;

    public Task<int> RunAsync(string[] args)
    {
        var (settings, words) = Split(args);
        var root = new RootCommand("Registry: a package registry that speaks GitLab's Helm API. Settings: appsettings.json, environment variables (Registry__DataDirectory=…), or --Registry:DataDirectory=… here.");
        var serve = ServeCommand.Create(settings, ServeAsync);
        root.Subcommands.Add(serve);
        foreach (var option in serve.Options)
        {
            root.Options.Add(option);
        }

        root.SetAction((parsed, cancel) => ServeAsync([.. settings, .. ServeCommand.Settings(parsed)], cancel));
        foreach (var command in OperatorCommands.All((work, cancel) => OperateAsync(settings, work, cancel)))
        {
            root.Subcommands.Add(command);
        }

        // A password may begin with @, which would name a file of arguments.
        var parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction refusal)
        {
            refusal.ShowHelp = false; // it goes to standard output, which scripts read
            refusal.ShowTypoCorrections = false;
        }

        return parsed.InvokeAsync();
    }

    private async Task<int> ServeAsync(string[] settings, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = build(settings);
            await app.StartAsync(cancellationToken);
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (Exception failure) when (Words(failure) is { } words)
        {
            await Console.Error.WriteLineAsync(words);
            return Failed;
        }
    }

    private async Task<int> OperateAsync(string[] settings, OperatorWork work, CancellationToken cancellationToken)
    {
        // Standard output is for the answer alone: scripts read it.
        try
        {
            await using var app = build([.. settings, "--Logging:LogLevel:Default=Warning", $"--{PrintedLines.ThresholdKey}=Trace"]);
            await app.Services.GetRequiredService<SchemaMigrator>().RequireCurrentAsync(cancellationToken);
            app.Services.GetRequiredService<FileBlobStore>().Prepare();
            await using var scope = app.Services.CreateAsyncScope();
            await Console.Out.WriteLineAsync(await work(scope.ServiceProvider, cancellationToken));
            return 0;
        }
        catch (Exception failure) when (Words(failure) is { } words)
        {
            await Console.Error.WriteLineAsync(words);
            return Failed;
        }
    }

    // What an operator can mend is told in a line; what is a fault of the program keeps its trace.
    private static string? Words(Exception failure) => failure switch
    {
        OperatorException or StartupException or SchemaException or IOException or UnauthorizedAccessException => failure.Message,
        FormatException or System.Net.Sockets.SocketException => $"The address to listen on cannot be used: {failure.Message}", // --urls
        InvalidDataException => $"{failure.Message} {failure.GetBaseException().Message}", // appsettings.json is no JSON
        DbException { InnerException: { } cause } => $"The database cannot be used: {failure.Message}: {cause.Message}",
        DbException => $"The database cannot be used: {failure.Message}",
        { InnerException: DbException inner } => Words(inner),
        _ => null,
    };

    // --Section:Key=value, or with a space, is a setting wherever it stands; the rest are words of the command.
    private static (string[] Settings, string[] Words) Split(string[] args)
    {
        var settings = new List<string>();
        var words = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].Split('=')[0];
            if (!name.StartsWith("--", StringComparison.Ordinal) || !name.Contains(':'))
            {
                words.Add(args[i]);
            }
            else
            {
                settings.Add(args[i] == name && i + 1 < args.Length ? $"{name}={args[++i]}" : args[i]);
            }
        }

        return ([.. settings], [.. words]);
    }
}

/// <summary>What a command does; it answers what is printed.</summary>
internal delegate Task<string> OperatorWork(IServiceProvider services, CancellationToken cancellationToken);

/// <summary>Runs a command against the configured data.</summary>
internal delegate Task<int> Operate(OperatorWork work, CancellationToken cancellationToken);
