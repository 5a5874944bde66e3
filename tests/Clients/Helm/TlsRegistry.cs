using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Clients.Helm;

/// <summary>Two registries that end TLS themselves, by Kestrel's own settings; one asks clients for a certificate too.</summary>
public sealed class TlsRegistry : IAsyncLifetime
{
    private RegistryProcess? _server;
    private RegistryProcess? _asking;

    public TestCertificates Certificates { get; } = new();

    /// <summary>A public project, with a chart in its channel <c>stable</c>.</summary>
    public TestProject Project { get; private set; } = null!;

    /// <summary>A public project of the registry that asks for a certificate, with nothing in it.</summary>
    public TestProject Asking { get; private set; } = null!;

    public byte[] Chart { get; private set; } = [];

    public async Task InitializeAsync()
    {
        _server = await RegistryProcess.StartAsync(Settings());
        _asking = await RegistryProcess.StartAsync(new Dictionary<string, string?>(Settings())
        {
            ["Kestrel:Endpoints:Https:ClientCertificateMode"] = "RequireCertificate",
            ["SSL_CERT_FILE"] = Certificates.Authority,
        });
        Project = await CreateProjectAsync(_server);
        Asking = await CreateProjectAsync(_asking);

        (await _server.RunAsync("user", "create", "root", "--email", "root@example.com", "--password", "Correct-horse-root-7", "--admin")).Succeeded();
        var token = (await _server.RunAsync("token", "create", "--user", "root", "--name", "tests", "--scopes", "api")).Succeeded().Output.Trim();
        using var helm = new HelmClient("3.10.1");
        var chart = await TestChart.WriteAsync(helm, "demo", "0.1.0");
        var pushed = await Curl.UploadChartAsync(chart.File, Project.HelmUpload("stable"), new Credentials("root", token), options: ["--cacert", Certificates.Authority]);
        pushed.Result.Succeeded();
        Chart = chart.Bytes;
    }

    public async Task DisposeAsync()
    {
        foreach (var server in (RegistryProcess?[])[_server, _asking])
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }

        Certificates.Dispose();
    }

    private static async Task<TestProject> CreateProjectAsync(RegistryProcess server) =>
        new(server.Address, (await server.RunAsync("project", "create", "acme/charts", "--visibility", "public")).Succeeded().Output.Trim(), "acme/charts");

    private Dictionary<string, string?> Settings() => new()
    {
        ["Kestrel:Endpoints:Https:Url"] = "https://127.0.0.1:0",
        ["Kestrel:Endpoints:Https:Certificate:Path"] = Certificates.Server,
        ["Kestrel:Endpoints:Https:Certificate:KeyPath"] = Certificates.ServerKey,
    };
}
