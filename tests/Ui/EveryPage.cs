using Microsoft.Playwright;
using Registry.Tests.Hosting;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>A visit to each page there is, by those who see something there.</summary>
internal static class EveryPage
{
    private static readonly string[] OfEverybody = ["", "explore", "explore?search=zzz", "explore/packages", "search", "search?search=chart", "search?search=zzz&scope=groups", "help", "help/shortcuts", "users/sign_in", "users/two_factor", "users/password/new", "setup", FilledBrowser.Public, "users/nowhere"];

    private static readonly string[] OfJane =
    [
        "dashboard", "explore", "projects/new", TokensPage.Address, $"{TokensPage.Address}?new=true", $"{TokensPage.Address}?state=inactive",
        "-/user_settings/profile", "-/user_settings/password", "-/user_settings/two_factor_auth", "-/user_settings/passkeys", "-/user_settings/active_sessions",
        "-/user_settings/preferences", FilledBrowser.Public, FilledBrowser.Private, "acme/nowhere",
        $"{FilledBrowser.Public}/-/packages", $"{FilledBrowser.Public}/-/packages?search=zzz", $"{FilledBrowser.Private}/-/packages",
        $"{FilledBrowser.Public}/-/packages?group=version&branch=main&from=2026-01-01", "groups/acme/-/packages", "search?search=chart&type=helm",
        $"{FilledBrowser.Public}/-/packages/1", $"{FilledBrowser.Public}/-/packages/2", $"{FilledBrowser.Public}/-/packages/3",
        .. ((string[])["values", "values&q=zzz", "values&compare=1", "templates", "code", "code&file=none", "versions", "files", "activity", "users"]).Select(tab => $"{FilledBrowser.Public}/-/packages/3?tab={tab}"),
        .. ((string[])["metadata", "values", "values&whole=1&w=1&split=1", "templates", "files", "files&w=1&split=1"]).Select(view => $"{FilledBrowser.Public}/-/packages/3/diff?view={view}"),
        $"{FilledBrowser.Public}/-/packages/3/values", $"{FilledBrowser.Public}/-/packages/2/diff", $"{FilledBrowser.Public}/-/packages/new", $"{FilledBrowser.Public}/-/packages/new?type=helm",
        "-/login/over", "users/confirm", "users/confirm?undone=true",
        "acme", "jane", "groups/new", "groups/new?parent=acme", "groups/acme/-/group_members", $"{FilledBrowser.Public}/-/project_members",
        $"{FilledBrowser.Public}/-/pipelines", $"{FilledBrowser.Public}/-/pipelines?status=success", $"{FilledBrowser.Public}/-/pipelines/1",
        $"{FilledBrowser.Public}/-/commit/{FilledBrowser.Sha}", $"{FilledBrowser.Private}/-/pipelines", "admin",
    ];

    private static readonly string[] OfAda =
    [
        "dashboard", FilledBrowser.Public, $"{FilledBrowser.Public}/-/packages", $"{FilledBrowser.Public}/-/packages/delete?all=1",
        $"{FilledBrowser.Public}/-/packages/delete", $"{FilledBrowser.Public}/-/packages/deprecate?all=1", $"{FilledBrowser.Public}/-/trash", $"{FilledBrowser.Private}/-/packages",
        "groups/acme/-/edit", "groups/acme/-/group_members", "groups/acme/-/usage_quotas", "groups/acme/-/audit_events", $"{FilledBrowser.Public}/-/edit",
        $"{FilledBrowser.Public}/-/project_members", $"{FilledBrowser.Public}/-/settings/packages_and_registries",
        $"{FilledBrowser.Public}/-/settings/packages_and_registries?pattern=web-*", $"{FilledBrowser.Public}/-/usage_quotas", $"{FilledBrowser.Private}/-/usage_quotas",
        $"{FilledBrowser.Public}/-/audit_events", $"{FilledBrowser.Public}/-/audit_events?action=nothing", "admin", "admin/users", "admin/users?search=zzz", "admin/users/new",
        "admin/users/2", "admin/groups", "admin/projects", "admin/tokens", "admin/tokens?kind=deploy", "admin/storage", "admin/health", "admin/application_settings", "admin/audit_events",
        $"{FilledBrowser.Private}/-/settings/repository", "groups/acme/-/settings/repository",
    ];

    /// <summary>Fails with all that is wrong with any page. Where <paramref name="looked"/> at, axe finds nothing that keeps somebody out, and a picture stays in TestResults.</summary>
    public static Task VisitAsync(FilledBrowser browser, int width, ColorScheme theme, bool looked) => browser.VisitAsync(
        async page =>
        {
            var folder = looked ? RepositoryRoot.Combine("TestResults", "Ui", "Pages", $"{width}-{theme}") : null;
            var faults = new List<string>();
            await LookAsync(null, OfEverybody);
            await new SignInPage(page).SignInAsync("jane");
            await LookAsync("jane", OfJane);
            await new TokensPage(page).OpenAsync();
            await new TokensPage(page).CreateAsync("a token", "read_api");
            faults.AddRange(await PageFaults.OfAsync(page, "the answer with a token", folder, "jane"));
            await new SignInPage(page).SignOutAsync();
            await new SignInPage(page).SignInAsync("ada");
            await LookAsync("ada", OfAda);
            Assert.True(faults.Count == 0, string.Join($"{Environment.NewLine}{Environment.NewLine}", faults));

            async Task LookAsync(string? user, string[] addresses)
            {
                foreach (var address in addresses)
                {
                    await page.GotoAsync(address);
                    if (address.EndsWith("/values", StringComparison.Ordinal))
                    {
                        await page.GetByRole(AriaRole.Tree).WaitForAsync(); // a tool is there once it is connected
                    }

                    faults.AddRange(await PageFaults.OfAsync(page, address, folder, user));
                }
            }
        },
        new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = theme },
        $"{nameof(EveryPage)}_{width}_{theme}",
        traces: false);
}
