using System.Text.Json;
using Registry.Tests.Hosting;

namespace Registry.Clients.Npm;

/// <summary>pnpm; 10 leaves most of what writes to the npm on its PATH, 12 is a program of its own.</summary>
public sealed class Pnpm : NpmClient
{
    public Pnpm(string name, NpmSource source)
        : base(name, source)
    {
        Link("npm", Installed("npm-10", "bin", "npm-cli.js"));
    }

    /// <summary>How many minutes old a version must be before it is installed; null leaves it to pnpm.</summary>
    public string? ReleaseAge { get; set; } = "0";

    protected override string[] Program => Name switch
    {
        "pnpm-12" => [Installed(Name, "pnpm")],
        "pnpm-11" => [Installed("node-22", "bin", "node"), Installed(Name, "bin", "pnpm.mjs")],
        _ => [Installed("node-22", "bin", "node"), Installed(Name, "bin", "pnpm.cjs")],
    };

    public override Task<CommandResult> PublishAsync(string folder, params string[] options) => RunInAsync(folder, ["publish", "--no-git-checks", .. options]);

    public override Task<CommandResult> AddAsync(string folder, params string[] packages) => RunInAsync(folder, ["add", .. packages]);

    public override async Task<JsonElement> ViewAsync(string package) => Parse((await RunAsync("view", package, "--json")).Succeeded().Output);

    public override Task<CommandResult> WhoAmIAsync() => RunAsync("whoami");

    public override Task<CommandResult> AuditAsync(string folder) => RunInAsync(folder, "audit");

    public override Task<CommandResult> ListTagsAsync(string package) => RunAsync("dist-tag", "ls", package);

    public override Task<CommandResult> AddTagAsync(string package, string version, string tag) => RunAsync("dist-tag", "add", $"{package}@{version}", tag);

    public override Task<CommandResult> RemoveTagAsync(string package, string tag) => RunAsync("dist-tag", "rm", package, tag);

    protected override Task<CommandResult> InstallFromLockAsync(string folder) => RunInAsync(folder, "install", "--frozen-lockfile");

    // By default pnpm from 11 on takes an older version rather than one of today, and it reads no settings but credentials from .npmrc.
    protected override IEnumerable<(string Name, string Value)> Variables =>
    [
        ("PNPM_CONFIG_FETCH_RETRIES", "0"),
        .. ReleaseAge is null ? [] : ((string, string)[])[("PNPM_CONFIG_MINIMUM_RELEASE_AGE", ReleaseAge)],
    ];

    protected override void Configure() => File.WriteAllLines(Npmrc, [.. Source.Npmrc, "update-notifier=false", "fetch-retries=0"]);
}
