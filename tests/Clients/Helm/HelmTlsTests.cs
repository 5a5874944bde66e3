using Xunit;

namespace Registry.Clients.Helm;

/// <summary>helm over TLS, without a proxy in front.</summary>
public class HelmTlsTests(TlsRegistry registry) : IClassFixture<TlsRegistry>
{
    public static TheoryData<string> Versions => [.. HelmClient.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_certificate_by_nobody_known_is_refused(string version)
    {
        using var helm = new HelmClient(version);

        Assert.Contains("certificate signed by unknown authority", (await AddAsync(helm, registry.Project)).Refused().Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_authority_given_to_helm_is_believed(string version)
    {
        using var helm = new HelmClient(version);

        (await AddAsync(helm, registry.Project, "--ca-file", registry.Certificates.Authority)).Succeeded();
        Assert.Equal(registry.Chart, await helm.PullAsync("stable/demo"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_authority_that_the_system_knows_is_believed(string version)
    {
        using var helm = new HelmClient(version, new Dictionary<string, string?> { ["SSL_CERT_FILE"] = registry.Certificates.Authority }); // HTTP/2, then

        (await AddAsync(helm, registry.Project)).Succeeded();
        Assert.Equal(registry.Chart, await helm.PullAsync("stable/demo"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Who_does_not_look_at_certificates_gets_in(string version)
    {
        using var helm = new HelmClient(version);

        (await AddAsync(helm, registry.Project, "--insecure-skip-tls-verify")).Succeeded();
        Assert.Equal(registry.Chart, await helm.PullAsync("stable/demo", "--insecure-skip-tls-verify"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_registry_that_asks_for_a_clients_certificate_gets_it(string version)
    {
        using var helm = new HelmClient(version);
        string[] authority = ["--ca-file", registry.Certificates.Authority];

        (await AddAsync(helm, registry.Asking, authority)).Refused();
        (await AddAsync(helm, registry.Asking, [.. authority, "--cert-file", registry.Certificates.Client, "--key-file", registry.Certificates.ClientKey])).Succeeded();
    }

    private static Task<Tests.Hosting.CommandResult> AddAsync(HelmClient helm, TestProject project, params string[] options) =>
        helm.AddAsync("stable", project.HelmRepository("stable"), credentials: null, options);
}
