using Registry.Web.Hosting;
using Registry.Web.Pipelines;
using Xunit;

namespace Registry.Unit.Pipelines;

/// <summary>The settings of issuers.</summary>
public sealed class OidcOptionsTests
{
    private static readonly RegistryOptions Public = new() { PublicUrl = "https://registry.example.com" };

    [Theory]
    [InlineData("https://gitlab.example.com")]
    [InlineData("https://gitlab.example.com/below")]
    [InlineData("https://token.actions.githubusercontent.com")]
    [InlineData("http://127.0.0.1:9000")]
    [InlineData("http://localhost")]
    public void An_issuer_has_https_or_is_on_this_machine(string address) => Assert.Empty(Faults(Public, new OidcIssuer { Issuer = address }));

    [Theory]
    [InlineData("")]
    [InlineData("gitlab.example.com")]
    [InlineData("http://gitlab.example.com")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("https://gitlab.example.com?a=b")]
    [InlineData("https://gitlab.example.com#a")]
    [InlineData("https://me@gitlab.example.com")]
    public void Another_address_is_a_fault(string address) => Assert.Equal(
        [$"Registry:Oidc:Issuers:0:Issuer '{address}' is no address of an issuer: give one such as https://gitlab.example.com, with https and without a query."],
        Faults(Public, new OidcIssuer { Issuer = address }));

    [Fact]
    public void All_faults_are_told_at_once() => Assert.Equal(
        [
            "Registry:Oidc:Issuers:0:Audience must have 1 to 255 characters; leave it out for the host of Registry:PublicUrl.",
            "Registry:Oidc:Issuers:0:StrongClaims must name claims that only one repository can have, such as project_id; leave it out for GitHub's or GitLab's.",
            "Registry:Oidc:Issuers:1:Issuer 'https://ci.example.com' is there twice.",
            "Registry:Oidc:Issuers:1:Audience is not given, and Registry:PublicUrl neither: its host is what ID tokens must be for. What the request says is no proof.",
        ],
        Faults(new RegistryOptions(), new OidcIssuer { Issuer = "https://ci.example.com", Audience = "", StrongClaims = [] }, new OidcIssuer { Issuer = "https://ci.example.com" }));

    [Fact]
    public void Without_issuers_nothing_is_asked_for() => Assert.Empty(Faults(new RegistryOptions()));

    [Theory]
    [InlineData("https://token.actions.githubusercontent.com", "repository repository_id workflow_ref")]
    [InlineData("https://token.actions.githubusercontent.com/acme", "repository repository_id workflow_ref")]
    [InlineData("https://github.example.com/_services/token", "repository repository_id workflow_ref")]
    [InlineData("https://gitlab.com", "project_path project_id")]
    [InlineData("https://token.actions.githubusercontent.com.evil.example.com", "project_path project_id")]
    public void What_must_be_claimed_depends_on_who_claims_it(string issuer, string claims) =>
        Assert.Equal(claims, string.Join(' ', new OidcIssuer { Issuer = issuer }.RequiredClaims));

    [Fact]
    public void A_program_with_faulty_issuers_does_not_start()
    {
        var fault = Assert.Throws<StartupException>(() => Program.Build("--Registry:Oidc:Issuers:0:Issuer=http://gitlab.example.com", "--Registry:Oidc:Isuers=1"));

        Assert.Contains("Registry:Oidc:Issuers:0:Issuer 'http://gitlab.example.com' is no address", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Registry:Oidc:Issuers:0:Audience is not given", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Registry:Oidc:Isuers is not a setting", fault.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Faults(RegistryOptions registry, params OidcIssuer[] issuers) => new OidcOptions { Issuers = issuers }.Faults(registry);
}
