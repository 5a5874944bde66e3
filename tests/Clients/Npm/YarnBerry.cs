using System.Text.Json;
using Registry.Tests.Hosting;

namespace Registry.Clients.Npm;

/// <summary>Yarn from 2 on. It takes a folder for a project only if a lock file stands there, and publishes only what was installed.</summary>
public sealed class YarnBerry(NpmSource source) : NpmClient("yarn-4", source)
{
    /// <summary>How old a version must be before it is installed; null leaves it to Yarn.</summary>
    public string? AgeGate { get; init; } = "0";

    protected override string[] Program => [Installed("node-22", "bin", "node"), Installed(Name, "bin", "yarn.js")];

    public override async Task<CommandResult> PublishAsync(string folder, params string[] options)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "yarn.lock"), "");
        (await RunInAsync(folder, "install")).Succeeded();
        return await RunInAsync(folder, ["npm", "publish", .. options]);
    }

    public override Task<CommandResult> AddAsync(string folder, params string[] packages) => RunInAsync(folder, ["add", .. packages]);

    public override async Task<JsonElement> ViewAsync(string package) =>
        Parse((await RunInAsync(NewConsumer("viewer"), "npm", "info", package, "--json")).Succeeded().Output);

    public override Task<CommandResult> WhoAmIAsync() => RunInAsync(NewConsumer("anybody"), "npm", "whoami");

    public override Task<CommandResult> AuditAsync(string folder) => RunInAsync(folder, "npm", "audit");

    public override Task<CommandResult> ListTagsAsync(string package) => RunInAsync(NewConsumer("tagger"), "npm", "tag", "list", package);

    public override Task<CommandResult> AddTagAsync(string package, string version, string tag) =>
        RunInAsync(NewConsumer("tagger"), "npm", "tag", "add", $"{package}@{version}", tag);

    public override Task<CommandResult> RemoveTagAsync(string package, string tag) => RunInAsync(NewConsumer("tagger"), "npm", "tag", "remove", package, tag);

    public override string NewConsumer(string name = "consumer")
    {
        var folder = base.NewConsumer(name);
        File.WriteAllText(Path.Combine(folder, "yarn.lock"), "");
        return folder;
    }

    /// <summary>One with an age gate, which must be set before it is configured.</summary>
    public static YarnBerry Create(NpmSource source, string? ageGate)
    {
        var yarn = new YarnBerry(source) { AgeGate = ageGate };
        yarn.Configure();
        return yarn;
    }

    protected override Task<CommandResult> InstallFromLockAsync(string folder) => RunInAsync(folder, "install", "--immutable");

    protected override void Configure() => File.WriteAllLines(Path.Combine(Home, ".yarnrc.yml"),
    [
        .. Source.Yarnrc(AgeGate is null ? [] : [$"npmMinimalAgeGate: {AgeGate}"]),
        "unsafeHttpWhitelist: [\"127.0.0.1\"]",
        "nodeLinker: node-modules",
        "enableTelemetry: false",
        "httpRetry: 0",
        .. Source.Authority is null ? [] : (string[])[$"httpsCaFilePath: \"{Source.Authority}\""],
    ]);

    protected override IEnumerable<(string Name, string Value)> Variables => [("YARN_GLOBAL_FOLDER", Path.Combine(Cache, "berry"))];
}
