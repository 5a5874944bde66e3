using Microsoft.Playwright;
using Registry.Tests.Hosting;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>What holds for each page: it fits a phone, and axe finds nothing that keeps somebody out. A picture of each stays in TestResults.</summary>
public class EveryPageTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
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
        .. ((string[])["metadata", "values", "templates", "files"]).Select(view => $"{FilledBrowser.Public}/-/packages/3/diff?view={view}"),
        $"{FilledBrowser.Public}/-/packages/2/diff", $"{FilledBrowser.Public}/-/packages/new", $"{FilledBrowser.Public}/-/packages/new?type=helm",
        "-/login/over",
        "acme", "jane", "groups/new", "groups/new?parent=acme", "groups/acme/-/group_members", $"{FilledBrowser.Public}/-/project_members",
        $"{FilledBrowser.Public}/-/pipelines", $"{FilledBrowser.Public}/-/pipelines?status=success", $"{FilledBrowser.Public}/-/pipelines/1",
        $"{FilledBrowser.Public}/-/commit/{FilledBrowser.Sha}", $"{FilledBrowser.Private}/-/pipelines", "admin",
    ];

    private static readonly string[] OfAda =
    [
        "dashboard", FilledBrowser.Public, $"{FilledBrowser.Public}/-/packages", $"{FilledBrowser.Public}/-/packages/delete?all=1",
        $"{FilledBrowser.Public}/-/packages/delete", $"{FilledBrowser.Public}/-/trash", $"{FilledBrowser.Private}/-/packages",
        "groups/acme/-/edit", "groups/acme/-/group_members", "groups/acme/-/usage_quotas", "groups/acme/-/audit_events", $"{FilledBrowser.Public}/-/edit",
        $"{FilledBrowser.Public}/-/project_members", $"{FilledBrowser.Public}/-/settings/packages_and_registries",
        $"{FilledBrowser.Public}/-/settings/packages_and_registries?pattern=web-*", $"{FilledBrowser.Public}/-/usage_quotas", $"{FilledBrowser.Private}/-/usage_quotas",
        $"{FilledBrowser.Public}/-/audit_events", $"{FilledBrowser.Public}/-/audit_events?action=nothing", "admin", "admin/users", "admin/users?search=zzz", "admin/users/new",
        "admin/users/2", "admin/groups", "admin/projects", "admin/tokens", "admin/tokens?kind=deploy", "admin/storage", "admin/health", "admin/application_settings", "admin/audit_events",
        $"{FilledBrowser.Private}/-/settings/repository", "groups/acme/-/settings/repository",
    ];

    [Theory]
    [InlineData(320, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1440, ColorScheme.Light)]
    public Task Every_page_fits_and_can_be_read_out(int width, ColorScheme theme) => browser.VisitAsync(
        async page =>
        {
            var kept = width == 320 ? null : RepositoryRoot.Combine("TestResults", "Ui", "Pages", $"{width}-{theme}");
            var faults = new List<string>();
            foreach (var (user, addresses) in new[] { (null, OfEverybody), ("jane", OfJane), ("ada", OfAda) })
            {
                if (user is not null)
                {
                    await new SignInPage(page).SignInAsync(user);
                }

                foreach (var address in addresses)
                {
                    await page.GotoAsync(address);
                    faults.AddRange(await PageFaults.OfAsync(page, address, kept, user));
                }

                if (user is "jane")
                {
                    await new TokensPage(page).OpenAsync();
                    await new TokensPage(page).CreateAsync("a token", "read_api");
                    faults.AddRange(await PageFaults.OfAsync(page, "the answer with a token", kept, user));
                    await new SignInPage(page).SignOutAsync();
                }
            }

            Assert.True(faults.Count == 0, string.Join($"{Environment.NewLine}{Environment.NewLine}", faults));
        },
        new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = theme },
        $"{nameof(Every_page_fits_and_can_be_read_out)}_{width}_{theme}");

    [Fact]
    public Task A_page_can_be_used_by_the_keyboard_alone() => browser.VisitAsync(async page =>
    {
        await page.GotoAsync("users/sign_in");
        await Assertions.Expect(page.GetByLabel("User name or e-mail")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("jane");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(FilledBrowser.PasswordOf("jane"));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}dashboard");

        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "New project" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
    });

    [Fact]
    public Task On_a_phone_the_projects_navigation_opens_from_the_menu() => browser.VisitAsync(
        async page =>
        {
            await page.GotoAsync(FilledBrowser.Public);
            var packages = page.GetByRole(AriaRole.Navigation, new() { Name = "Project" }).GetByRole(AriaRole.Link, new() { Name = "Packages" });
            await Assertions.Expect(packages).ToBeHiddenAsync();

            await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
            await packages.ClickAsync();

            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Packages");
            await Assertions.Expect(packages).ToBeHiddenAsync();
        },
        new() { ViewportSize = new() { Width = 420, Height = 900 } });
}
