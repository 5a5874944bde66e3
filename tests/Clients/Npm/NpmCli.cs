using System.Text.Json;
using Registry.Tests.Hosting;

namespace Registry.Clients.Npm;

/// <summary>npm itself.</summary>
public sealed class NpmCli : NpmClient
{
    public NpmCli(string name, NpmSource source)
        : base(name, source)
    {
        Link("npm", Installed(name, "bin", "npm-cli.js"));
    }

    protected override string[] Program => [Installed("node-22", "bin", "node"), Installed(Name, "bin", "npm-cli.js")];

    public override Task<CommandResult> PublishAsync(string folder, params string[] options) => RunInAsync(folder, ["publish", .. options]);

    public override Task<CommandResult> AddAsync(string folder, params string[] packages) => RunInAsync(folder, ["install", .. packages]);

    public override async Task<JsonElement> ViewAsync(string package)
    {
        var viewed = Parse((await RunAsync("view", package, "--json")).Succeeded().Output);
        return viewed.ValueKind == JsonValueKind.Array ? viewed[0] : viewed; // npm 12 prints a list, even of one
    }

    public override Task<CommandResult> WhoAmIAsync() => RunAsync("whoami");

    public override Task<CommandResult> AuditAsync(string folder) => RunInAsync(folder, "audit");

    public override Task<CommandResult> ListTagsAsync(string package) => RunAsync("dist-tag", "ls", package);

    public override Task<CommandResult> AddTagAsync(string package, string version, string tag) => RunAsync("dist-tag", "add", $"{package}@{version}", tag);

    public override Task<CommandResult> RemoveTagAsync(string package, string tag) => RunAsync("dist-tag", "rm", package, tag);

    protected override Task<CommandResult> InstallFromLockAsync(string folder) => RunInAsync(folder, "ci");

    // A retry would only make a failing test slow.
    protected override void Configure() =>
        File.WriteAllLines(Npmrc, [.. Source.Npmrc, $"cache={Path.Combine(Cache, "npm")}", "update-notifier=false", "fund=false", "fetch-retries=0"]);
}
