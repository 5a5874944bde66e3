using System.Net;
using System.Text.RegularExpressions;
using Registry.Data;
using Registry.Unit.Data;
using Registry.Unit.Npm;
using Registry.Unit.Packages;
using Xunit;

namespace Registry.Unit.Components;

/// <summary>A page that waits for its rows is shown all the same: only SQLite has them before the first render.</summary>
public sealed partial class PagesOnEnginesTests
{
    private static readonly string[] Pages =
    [
        "/dashboard", "/explore", "/explore/packages", "/search?search=web", "/projects/new", "/groups/new", "/ada", "/groups/acme", "/acme/vault",
        "/-/user_settings/profile", "/-/user_settings/password", "/-/user_settings/personal_access_tokens?new=true", "/-/user_settings/two_factor_auth",
        "/-/user_settings/passkeys", "/-/user_settings/active_sessions", "/-/user_settings/preferences", "/users/confirm",
        "/groups/acme/-/edit", "/groups/acme/-/group_members", "/groups/acme/-/packages", "/groups/acme/-/usage_quotas", "/groups/acme/-/audit_events",
        "/groups/acme/-/settings/repository", "/acme/vault/-/edit", "/acme/vault/-/project_members", "/acme/vault/-/packages", "/acme/vault/-/packages/new",
        "/acme/vault/-/trash", "/acme/vault/-/pipelines", "/acme/vault/-/usage_quotas", "/acme/vault/-/audit_events", "/acme/vault/-/settings/repository",
        "/acme/vault/-/settings/packages_and_registries", "/admin", "/admin/users", "/admin/users/new", "/admin/users/1", "/admin/groups", "/admin/projects",
        "/admin/tokens", "/admin/storage", "/admin/health", "/admin/application_settings", "/admin/audit_events",
    ];

    [Theory, EveryEngine]
    public async Task Every_page_opens(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        await registry.CreateUserAsync("ada", isAdmin: true);
        await registry.CreateProjectAsync("acme/vault");
        using var browser = await FormBrowser.SignedInAsync(registry, "ada");

        var answers = new List<string>();
        foreach (var page in Pages)
        {
            answers.Add($"{(await browser.GetAsync(page)).Status} {page}");
        }

        Assert.Equal(Pages.Select(page => $"200 {page}"), answers);
    }

    [Fact]
    public async Task Every_link_leads_somewhere()
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite);
        await shelf.ChartAsync("0.1.0");
        await shelf.NpmAsync("web", "1.0.0");
        await shelf.Registry.CreateUserAsync("ada", isAdmin: true);
        using var browser = await FormBrowser.SignedInAsync(shelf.Registry, "ada");
        var whole = $"/{NpmStage.FullPath}";
        string[] pages =
        [
            .. Pages.Select(page => page.Replace("/acme/vault", whole, StringComparison.Ordinal)), whole, $"{whole}/-/packages/1", $"{whole}/-/packages/2", "/help",
            .. ((string[])["values", "templates", "code", "versions", "files", "activity", "users"]).Select(tab => $"{whole}/-/packages/1?tab={tab}"),
        ];

        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            foreach (var link in Href().Matches((await browser.GetAsync(page)).Text).Select(match => WebUtility.HtmlDecode(match.Groups["href"].Value)))
            {
                links.TryAdd(new Uri(new Uri("http://here/"), link).AbsoluteUri, page); // the base address is the root's
            }
        }

        var dead = new List<string>();
        foreach (var (link, page) in links.Where(link => link.Key.StartsWith("http://here/", StringComparison.Ordinal)))
        {
            var answer = await browser.GetAsync(link["http://here".Length..].Split('#')[0]);
            if (answer.Status is not (200 or 302))
            {
                dead.Add($"{answer.Status} {link} on {page}");
            }
        }

        Assert.Empty(dead);
        Assert.True(links.Count > 150, $"There were {links.Count} links only.");
    }

    [GeneratedRegex("<a [^>]*?href=\"(?<href>[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Href();
}
