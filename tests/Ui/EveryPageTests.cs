using Microsoft.Playwright;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>What holds for each page: it fits a phone, every field has a label, there is one heading to begin with.</summary>
public class EveryPageTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    private static readonly string[] OfEverybody = ["", "explore", "explore?search=zzz", "users/sign_in", "setup", FilledBrowser.Public, "users/nowhere"];

    private static readonly string[] OfJane =
    [
        "dashboard", "explore", "projects/new", TokensPage.Address, FilledBrowser.Public, FilledBrowser.Private, "acme/nowhere",
        $"{FilledBrowser.Public}/-/packages", $"{FilledBrowser.Public}/-/packages?search=zzz", $"{FilledBrowser.Private}/-/packages",
        $"{FilledBrowser.Public}/-/packages/1", $"{FilledBrowser.Public}/-/packages/2", $"{FilledBrowser.Public}/-/packages/3",
        "-/login/over",
    ];

    // Whatever reaches past the window, unless it scrolls by itself.
    private const string TooWide = """
        () => document.documentElement.scrollWidth <= innerWidth ? [] :
          [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 200))
        """;

    private const string Unlabelled = """
        () => [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
          .filter(e => !e.labels.length && !e.getAttribute("aria-label")).map(e => e.outerHTML)
        """;

    private const string Nameless = """
        () => [...document.querySelectorAll("a, button")].filter(e => !e.textContent.trim() && !e.getAttribute("aria-label")).map(e => e.outerHTML)
        """;

    private const string Doubled = """
        () => [...document.querySelectorAll("[id]")].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)
        """;

    [Theory]
    [InlineData(420, ColorScheme.Light)]
    [InlineData(420, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    public Task Every_page_fits_and_can_be_read_out(int width, ColorScheme theme) => browser.VisitAsync(
        async page =>
        {
            foreach (var address in OfEverybody)
            {
                await LookAtAsync(page, address);
            }

            await new SignInPage(page).SignInAsync("jane");
            foreach (var address in OfJane)
            {
                await LookAtAsync(page, address);
            }

            await new TokensPage(page).OpenAsync();
            await new TokensPage(page).CreateAsync("a token", "read_api");
            await CheckAsync(page, "the answer with a token");
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

    private static async Task LookAtAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await CheckAsync(page, address);
    }

    private static async Task CheckAsync(IPage page, string address)
    {
        foreach (var (what, script) in new[] { ("too wide", TooWide), ("without a label", Unlabelled), ("without a name", Nameless), ("twice", Doubled) })
        {
            var found = await page.EvaluateAsync<string[]>(script);
            Assert.True(found.Length == 0, $"{address} has something {what}:{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
        }

        foreach (var landmark in (string[])["h1", "main", "header.top", "footer"])
        {
            Assert.True(await page.Locator(landmark).CountAsync() == 1, $"{address} needs one {landmark}.");
        }

        Assert.EndsWith(" · Registry", await page.TitleAsync(), StringComparison.Ordinal);
    }
}
