using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Clients.Npm;

/// <summary>A registry that ends TLS itself, with a private project.</summary>
public sealed class NpmTlsRegistry : IAsyncLifetime
{
    private RegistryProcess? _server;

    public TestCertificates Certificates { get; } = new();

    public TestProject Project { get; private set; } = null!;

    /// <summary>An administrator.</summary>
    public Credentials Root { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _server = await RegistryProcess.StartAsync(new Dictionary<string, string?>
        {
            ["Kestrel:Endpoints:Https:Url"] = "https://127.0.0.1:0",
            ["Kestrel:Endpoints:Https:Certificate:Path"] = Certificates.Server,
            ["Kestrel:Endpoints:Https:Certificate:KeyPath"] = Certificates.ServerKey,
        });
        Project = new TestProject(_server.Address, await PrintAsync("project", "create", "acme/things"), "acme/things");
        await PrintAsync("user", "create", "root", "--email", "root@example.com", "--password", TestRegistry.Password("root"), "--admin");
        Root = new Credentials("root", await PrintAsync("token", "create", "--user", "root", "--name", "tests", "--scopes", "api"));
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Certificates.Dispose();
    }

    private async Task<string> PrintAsync(params string[] args) => (await _server!.RunAsync(args)).Succeeded().Output.Trim();
}
