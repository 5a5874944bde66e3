using System.Text.Json;
using Registry.Tests.Hosting;

namespace Registry.Clients.Npm;

/// <summary>Yarn 1, which has no whoami and audits at a registry of its own choice.</summary>
public sealed class YarnClassic(NpmSource source) : NpmClient("yarn-1", source)
{
    protected override string[] Program => [Installed("node-22", "bin", "node"), Installed(Name, "bin", "yarn.js"), "--non-interactive"];

    public override Task<CommandResult> PublishAsync(string folder, params string[] options) => RunInAsync(folder, ["publish", .. options]);

    public override Task<CommandResult> AddAsync(string folder, params string[] packages) => RunInAsync(folder, ["add", .. packages]);

    public override async Task<JsonElement> ViewAsync(string package) =>
        Parse((await RunAsync("info", package, "--json")).Succeeded().Output.Split('\n').Single(line => line.Contains("\"inspect\"", StringComparison.Ordinal))).GetProperty("data");

    public override Task<CommandResult> WhoAmIAsync() => throw new NotSupportedException();

    public override Task<CommandResult> AuditAsync(string folder) => throw new NotSupportedException();

    public override Task<CommandResult> ListTagsAsync(string package) => RunAsync("tag", "list", package);

    public override Task<CommandResult> AddTagAsync(string package, string version, string tag) => RunAsync("tag", "add", $"{package}@{version}", tag);

    public override Task<CommandResult> RemoveTagAsync(string package, string tag) => RunAsync("tag", "remove", package, tag);

    protected override Task<CommandResult> InstallFromLockAsync(string folder) => RunInAsync(folder, "install", "--frozen-lockfile");

    // Without always-auth it sends nothing for names without a scope.
    protected override void Configure() =>
        File.WriteAllLines(Npmrc, [.. Source.Npmrc, "always-auth=true"]);

    protected override IEnumerable<(string Name, string Value)> Variables => [("YARN_CACHE_FOLDER", Path.Combine(Cache, "yarn"))];
}
