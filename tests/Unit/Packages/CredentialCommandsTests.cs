using Registry.Web.Helm;
using Registry.Web.Npm;
using Registry.Web.Packages;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>What pages tell clients to do with a token that was just made.</summary>
public class CredentialCommandsTests
{
    private static readonly CredentialPlace Project = new CredentialPlace.OfProject(42, "Acme/web-app");
    private static readonly CredentialPlace Group = new CredentialPlace.OfGroup(7, "acme/tools");

    [Fact]
    public void Helm_reads_the_token_from_standard_input()
    {
        var commands = HelmCredentials.Of(Of(Project));

        Assert.Equal(
            "echo 'regdt_x' | helm repo add --force-update Acme-web-app \\\n  https://registry.test/base/api/v4/projects/42/packages/helm/stable \\\n  --username 'jane' --password-stdin",
            commands.Client.Commands[0].Text);
        Assert.Equal(
            ["echo \"$REGISTRY_TOKEN\" | helm repo add --force-update Acme-web-app https://registry.test/base/api/v4/projects/42/packages/helm/stable --username \"$REGISTRY_USER\" --password-stdin"],
            commands.BuildScript);
        Assert.Contains("/api/v4/groups/7/-/packages/helm/stable ", HelmCredentials.Of(Of(Group)).Client.Commands[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Npm_gets_the_scope_of_the_namespace_and_the_token_for_its_address()
    {
        var commands = NpmCredentials.Of(Of(Project));

        Assert.Equal(
            "@acme:registry=https://registry.test/base/api/v4/projects/42/packages/npm/\n//registry.test/base/api/v4/projects/42/packages/npm/:_authToken=regdt_x",
            commands.Client.Commands[0].Text);
        Assert.Equal(
            [
                "npm config set @acme:registry https://registry.test/base/api/v4/projects/42/packages/npm/",
                "npm config set //registry.test/base/api/v4/projects/42/packages/npm/:_authToken \"$REGISTRY_TOKEN\"",
            ],
            commands.BuildScript);
        Assert.Contains("/api/v4/groups/7/-/packages/npm/", NpmCredentials.Of(Of(Group)).Client.Commands[0].Text, StringComparison.Ordinal);
        Assert.StartsWith(
            "@jane:registry=https://registry.test/base/api/v4/packages/npm/\n", NpmCredentials.Of(Of(new CredentialPlace.Anywhere("jane"))).Client.Commands[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_credential_prints_no_secret() => Assert.Equal("a credential of jane", $"{Of(Project)}");

    private static CredentialAddress Of(CredentialPlace place) => new("https://registry.test/base", place, "jane", "regdt_x");
}
