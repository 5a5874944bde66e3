using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Clients.Helm;

/// <summary>A real helm with configuration, cache and home of its own.</summary>
/// <param name="version">One that tests/Clients/package.json names.</param>
public sealed class HelmClient(string version) : IDisposable
{
    private readonly TemporaryDirectory _home = new();

    /// <summary>Either side of 3.10.1, which learnt to keep <c>%2F</c> in chart addresses.</summary>
    public static readonly string[] Versions = ["3.6.2", "3.10.1"];

    /// <summary>Where it runs; relative paths in arguments begin here.</summary>
    public string WorkingDirectory => _home.Folder("work");

    /// <summary>Runs helm, and fails the test if any index it read held an entry that it could not use.</summary>
    public async Task<CommandResult> RunAsync(params string[] args)
    {
        var environment = new Dictionary<string, string?>
        {
            ["HOME"] = _home.Path,
            ["HELM_CONFIG_HOME"] = _home.Folder("config"),
            ["HELM_CACHE_HOME"] = _home.Folder("cache"),
            ["HELM_DATA_HOME"] = _home.Folder("data"),
            ["KUBECONFIG"] = Path.Combine(_home.Path, "no-kubeconfig"),
            ["HELM_REPOSITORY_CONFIG"] = null,
            ["HELM_REPOSITORY_CACHE"] = null,
        };
        var result = await Command.RunAsync(RepositoryRoot.Combine("tests", "Clients", "node_modules", $"helm-{version}", "bin", "helm"), args, environment, WorkingDirectory);
        Assert.DoesNotContain("skipping loading invalid entry", result.Error, StringComparison.Ordinal);
        return result;
    }

    /// <summary><c>helm repo add</c>, with credentials if there are any.</summary>
    public Task<CommandResult> AddAsync(string name, string address, Credentials? credentials) =>
        RunAsync(["repo", "add", name, address, .. Flags(credentials)]);

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
