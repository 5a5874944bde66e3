using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Unit.Hosting.Commands;

/// <summary>One running registry with a user, a group, a project and a former path.</summary>
public sealed class CommandServer : IAsyncLifetime
{
    public RegistryProcess Process { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Process = await RegistryProcess.StartAsync();
        (await Process.RunAsync("user", "create", "ada", "--email", "ada@example.com", "--password", "correct-horse")).Succeeded();
        (await Process.RunAsync("token", "create", "--user", "ada", "--name", "revocable", "--scopes", "api")).Succeeded();
        (await Process.RunAsync("project", "create", "acme/former")).Succeeded();
        (await Process.RunAsync("project", "rename", "acme/former", "charts")).Succeeded();
    }

    public async Task DisposeAsync() => await Process.DisposeAsync();
}
