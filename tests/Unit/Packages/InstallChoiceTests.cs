using Registry.Web.Helm;
using Registry.Web.Npm;
using Registry.Web.Packages;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>The commands that a page hands out, whole.</summary>
public sealed class InstallChoiceTests
{
    private static readonly ProjectAddress Open = new("https://r.example", 7, "acme/tools/web", NeedsCredentials: false, SignedInAs: null);
    private static readonly ProjectAddress Closed = Open with { NeedsCredentials = true, SignedInAs = "jane" };

    [Fact]
    public void A_chart_has_commands_for_each_client()
    {
        var choices = Choices(new ChartInstall(Open, "stable", "web", "1.4.2", isSigned: true).Choices());

        Assert.Equal(["Helm repo", "Helm pull", "Argo CD", "Flux", "curl"], choices.Keys);
        Assert.Equal(
            ["helm repo add --force-update acme-tools-web \\\n  https://r.example/api/v4/projects/7/packages/helm/stable\nhelm repo update", "helm upgrade --install web acme-tools-web/web --version 1.4.2"],
            choices["Helm repo"]);
        Assert.Equal("helm pull acme-tools-web/web --version 1.4.2 --verify", choices["Helm pull"][1]);
        Assert.Equal("curl --fail --remote-name \\\n  https://r.example/api/v4/projects/7/packages/helm/stable/charts/web-1.4.2.tgz", Assert.Single(choices["curl"]));
        Assert.Contains("    chart: web\n    targetRevision: \"1.4.2\"\n", Assert.Single(choices["Argo CD"]), StringComparison.Ordinal);
        Assert.Contains("  url: https://r.example/api/v4/projects/7/packages/helm/stable\n---\n", Assert.Single(choices["Flux"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_token_is_needed_the_commands_take_it_from_the_environment_or_have_it_filled_in()
    {
        var asked = Choices(new ChartInstall(Closed, "devel", "web", "1.4.2", isSigned: false).Choices());
        Assert.EndsWith("/helm/devel \\\n  --username jane --password \"$TOKEN\"\nhelm repo update", asked["Helm repo"][0], StringComparison.Ordinal);
        Assert.Contains("helm repo add --force-update acme-tools-web-devel ", asked["Helm repo"][0], StringComparison.Ordinal);
        Assert.StartsWith("curl --fail --remote-name --user jane:\"$TOKEN\" ", asked["curl"][0], StringComparison.Ordinal);
        Assert.Contains("  username: jane\n  password: <access-token>", asked["Argo CD"][0], StringComparison.Ordinal);
        Assert.Contains("  secretRef:\n    name: acme-tools-web-devel\n", asked["Flux"][1], StringComparison.Ordinal);

        var filled = Closed with { Secret = "regpat_x" };
        var all = new ChartInstall(filled, "devel", "web", "1.4.2", isSigned: false).Choices().Concat(NpmInstall.Choices(filled, "@acme/tool", "1.0.0"));
        foreach (var choice in all)
        {
            var text = string.Join('\n', choice.Commands.Select(command => command.Text));
            Assert.Contains("regpat_x", text, StringComparison.Ordinal);
            Assert.DoesNotContain("TOKEN", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_npm_package_has_commands_for_each_client()
    {
        var choices = Choices(NpmInstall.Choices(Closed, "@acme/tool", "1.0.0"));

        Assert.Equal(["npm", "Yarn", "pnpm", "Bun", "curl"], choices.Keys);
        Assert.Equal(["@acme:registry=https://r.example/api/v4/projects/7/packages/npm/\n//r.example/api/v4/projects/7/packages/npm/:_authToken=${TOKEN}", "npm install @acme/tool@1.0.0"], choices["npm"]);
        Assert.Equal("npmScopes:\n  acme:\n    npmRegistryServer: \"https://r.example/api/v4/projects/7/packages/npm/\"\n    npmAuthToken: \"${TOKEN}\"", choices["Yarn"][0]);
        Assert.Equal(
            "curl --fail --remote-name --header \"Authorization: Bearer $TOKEN\" \\\n  https://r.example/api/v4/projects/7/packages/npm/@acme/tool/-/tool-1.0.0.tgz", Assert.Single(choices["curl"]));
        Assert.Equal("registry=https://r.example/api/v4/projects/7/packages/npm/", Choices(NpmInstall.Choices(Open, "tool", "1.0.0"))["pnpm"][0]);
    }

    [Theory]
    [InlineData("http://localhost:5000", "localhost")]
    [InlineData("http://r.example:8080/base", "r.example")]
    public void Yarn_is_told_to_ask_a_server_without_TLS(string publicUrl, string host)
    {
        var plain = Closed with { PublicUrl = publicUrl };

        Assert.Equal(
            $"npmScopes:\n  acme:\n    npmRegistryServer: \"{publicUrl}/api/v4/projects/7/packages/npm/\"\n    npmAuthToken: \"${{TOKEN}}\"\nunsafeHttpWhitelist: [\"{host}\"]",
            Choices(NpmInstall.Choices(plain, "@acme/tool", "1.0.0"))["Yarn"][0]);
        Assert.Equal(
            $"npmRegistryServer: \"{publicUrl}/api/v4/projects/7/packages/npm/\"\nnpmAuthToken: \"${{TOKEN}}\"\nnpmAlwaysAuth: true\nunsafeHttpWhitelist: [\"{host}\"]",
            Choices(NpmInstall.Choices(plain, "tool", "1.0.0"))["Yarn"][0]);
    }

    private static Dictionary<string, string[]> Choices(IReadOnlyList<InstallChoice> choices) =>
        choices.ToDictionary(choice => choice.Label, choice => choice.Commands.Select(command => command.Text).ToArray());
}
