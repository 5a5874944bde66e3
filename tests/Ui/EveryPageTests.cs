using Microsoft.Playwright;
using Xunit;

namespace Registry.Ui;

/// <summary>What holds for pages whoever opens them, and with whatever they open them.</summary>
public class EveryPageTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    [Fact]
    public Task Every_page_fits_the_narrowest_window() => EveryPage.VisitAsync(browser, 320, ColorScheme.Light, looked: false);

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
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "New group" })).ToBeFocusedAsync();
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

/// <summary>In classes of their own, so that they run beside others.</summary>
public class DarkPhoneTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    [Fact]
    public Task Every_page_keeps_nobody_out_on_a_dark_phone() => EveryPage.VisitAsync(browser, 390, ColorScheme.Dark, looked: true);
}

/// <summary>The same, wide and light.</summary>
public class LightDesktopTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    [Fact]
    public Task Every_page_keeps_nobody_out_on_a_light_desktop() => EveryPage.VisitAsync(browser, 1440, ColorScheme.Light, looked: true);
}
