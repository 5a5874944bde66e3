using System.Text.Json;
using Registry.Tests.Hosting;

namespace Registry.Clients.Npm;

/// <summary>Bun, which has no command for tags.</summary>
public sealed class Bun(NpmSource source) : NpmClient("bun", source)
{
    protected override string[] Program => [Installed(Name, "bin", "bun")];

    public override Task<CommandResult> PublishAsync(string folder, params string[] options) => RunInAsync(folder, ["publish", .. options]);

    public override Task<CommandResult> AddAsync(string folder, params string[] packages) => RunInAsync(folder, ["add", .. packages]);

    public override async Task<JsonElement> ViewAsync(string package) =>
        Parse((await RunInAsync(NewConsumer("viewer"), "pm", "view", package, "--json")).Succeeded().Output);

    public override Task<CommandResult> WhoAmIAsync() => RunAsync("pm", "whoami");

    public override Task<CommandResult> AuditAsync(string folder) => RunInAsync(folder, "audit");

    public override Task<CommandResult> ListTagsAsync(string package) => throw new NotSupportedException();

    public override Task<CommandResult> AddTagAsync(string package, string version, string tag) => throw new NotSupportedException();

    public override Task<CommandResult> RemoveTagAsync(string package, string tag) => throw new NotSupportedException();

    protected override Task<CommandResult> InstallFromLockAsync(string folder) => RunInAsync(folder, "install", "--frozen-lockfile");

    protected override void Configure() => File.WriteAllLines(Npmrc, Source.Npmrc);

    protected override IEnumerable<(string Name, string Value)> Variables =>
        [("BUN_INSTALL", Path.Combine(Home, "bun")), ("BUN_INSTALL_CACHE_DIR", Path.Combine(Cache, "bun"))];
}
