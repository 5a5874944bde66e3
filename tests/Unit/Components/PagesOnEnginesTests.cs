using Registry.Data;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Components;

/// <summary>A page that waits for its rows is shown all the same: only SQLite has them before the first render.</summary>
public sealed class PagesOnEnginesTests
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
}
