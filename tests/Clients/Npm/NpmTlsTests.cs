using Xunit;

namespace Registry.Clients.Npm;

/// <summary>Package managers over TLS, without a proxy in front.</summary>
public class NpmTlsTests(NpmTlsRegistry registry) : IClassFixture<NpmTlsRegistry>
{
    [Theory]
    [InlineData("npm-6", NpmLevel.Instance)]
    [InlineData("npm-12", NpmLevel.Group)]
    [InlineData("yarn-1", NpmLevel.Instance)]
    [InlineData("yarn-4", NpmLevel.Group)]
    [InlineData("pnpm-11", NpmLevel.Instance)]
    [InlineData("pnpm-12", NpmLevel.Group)]
    [InlineData("bun", NpmLevel.Instance)]
    public async Task A_package_is_published_and_installed_over_TLS(string name, NpmLevel level)
    {
        var package = $"@acme/over-{name}";
        using var client = NpmClient.Create(name, new NpmSource(registry.Project.NpmRegistry(), registry.Root) { Authority = registry.Certificates.Authority });
        var folder = PackageFolder.Write(Path.Combine(client.WorkingDirectory, "package"), package, "1.0.0");

        (await client.PublishAsync(folder)).Succeeded();
        client.Source = client.Source with { Address = registry.Project.NpmRegistry(level) };
        var consumer = client.NewConsumer();
        (await client.AddAsync(consumer, package)).Succeeded();
        (await client.InstallLockedAsync(consumer)).Succeeded();

        Assert.Equal("1.0.0", NpmClient.InstalledVersion(consumer, package));
    }
}
