using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Registry.Data.Entities;
using Xunit;

namespace Registry.Unit.Helm;

/// <summary>A chart's page: what it says of itself, how each channel installs it, and whether it is signed.</summary>
public sealed partial class ChartPageTests
{
    private const string More = """
        description: Serves <b>the web</b>
        appVersion: "3.1"
        home: javascript:alert(1)
        icon: https://example.com/icon.svg
        sources: [https://example.com/source]
        maintainers: [{ name: Jane, email: jane@example.com, url: https://example.com/jane }]
        dependencies: [{ name: redis, version: ">=1.0.0", repository: https://charts.example.com }]

        """;

    [Fact]
    public async Task It_shows_readme_values_and_the_commands_of_each_channel()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var id = await registry.CreateProjectAsync("acme/charts", Visibility.Public);
        var token = await registry.CreateTokenAsync(await registry.CreateUserAsync("root", isAdmin: true));
        var chart = TestCharts.Package("web", "1.0.0", More, ("README.md", "# Web\n<script>alert(1)</script>\n"));
        await registry.UploadAsync($"/api/v4/projects/{id}", chart, token, "devel");
        await registry.UploadAsync($"/api/v4/projects/{id}", chart, token, "stable");
        var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Provenances.Of(chart, "web", "1.0.0"))), "prov", "x" } };
        Assert.Equal(201, (await registry.SendAsync(HttpMethod.Post, $"/api/v4/projects/{id}/packages/helm/api/stable/charts", token, form)).Status);

        var page = await registry.GetAsync("/acme/charts/-/packages/1");

        Assert.Equal(200, page.Status);
        var pages = string.Concat(
            page.Text, (await registry.GetAsync("/acme/charts/-/packages/1?channel=devel&tab=values")).Text, (await registry.GetAsync("/acme/charts/-/packages/1?tab=dependencies")).Text);
        var text = WebUtility.HtmlDecode(Tags().Replace(pages, " "));
        foreach (var shown in (string[])
        [
            "Serves <b>the web</b>", "App version 3.1", "Icon https://example.com/icon.svg", "Maintainer Jane <jane@example.com>", "redis >=1.0.0 https://charts.example.com",
            "Channels stable, devel", "Signed: helm pull --verify checks it", "README.md", "replicas --set replicas=1 --set 1 ",
            "helm repo add --force-update acme-charts \\ http", "packages/helm/stable helm repo update", "helm repo add --force-update acme-charts-devel \\ http", "packages/helm/devel helm repo update",
            "helm pull acme-charts/web --version 1.0.0 --verify", "helm upgrade --install web acme-charts-devel/web --version 1.0.0",
        ])
        {
            Assert.Contains(shown, Spaces().Replace(text, " "), StringComparison.Ordinal);
        }

        Assert.Contains("<a href=\"https://example.com/source\" rel=\"nofollow noopener\">", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript:", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script>alert", page.Text, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task A_pre_release_is_not_taken_for_the_latest_version()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var id = await registry.CreateProjectAsync("acme/charts", Visibility.Public);
        var token = await registry.CreateTokenAsync(await registry.CreateUserAsync("root", isAdmin: true));
        foreach (var version in (string[])["0.9.0", "1.0.0", "2.0.0-rc.1"])
        {
            await registry.UploadAsync($"/api/v4/projects/{id}", TestCharts.Package("web", version), token);
        }

        var list = await registry.GetAsync("/acme/charts/-/packages");
        Assert.Contains("href=\"acme/charts/-/packages/2\"", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("2.0.0-rc.1", list.Text, StringComparison.Ordinal);
        Assert.Contains("1.0.0 is newer.", (await registry.GetAsync("/acme/charts/-/packages/1")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("is newer.", (await registry.GetAsync("/acme/charts/-/packages/2")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("is newer.", (await registry.GetAsync("/acme/charts/-/packages/3")).Text, StringComparison.Ordinal);
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spaces();
}
