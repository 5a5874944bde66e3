using Microsoft.Playwright;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>Finding by the keyboard: suggestions, the page of results, the palette, and single keys.</summary>
public class SearchTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    private const string Package = $"{FilledBrowser.Public}/-/packages/3";

    [Fact]
    public Task What_is_typed_suggests_where_to_go() => browser.VisitAsync(async page =>
    {
        await IndexedAsync(page);
        var search = page.GetByRole(AriaRole.Combobox, new() { Name = "Search packages and projects" });
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(search).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync("web-ch");
        var options = page.GetByRole(AriaRole.Listbox, new() { Name = "Suggestions" }).GetByRole(AriaRole.Option);
        await Assertions.Expect(options).ToHaveCountAsync(1);
        await Assertions.Expect(search).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(options.First).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(search).ToHaveAttributeAsync("aria-activedescendant", "suggestions-0");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}{Package}");
    });

    [Fact]
    public Task On_a_phone_the_header_leads_to_the_search() => browser.VisitAsync(
        async page =>
        {
            await page.GotoAsync(Package);
            await page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Search" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Searchbox)).ToBeVisibleAsync();
        },
        new() { ViewportSize = new() { Width = 390, Height = 844 } });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Enter_searches_and_marks_what_was_found(bool script) => browser.VisitAsync(
        async page =>
        {
            await IndexedAsync(page);
            await page.GetByRole(AriaRole.Banner).GetByLabel("Search packages and projects").FillAsync("tier");
            await page.Keyboard.PressAsync("Enter");

            await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}search?search=tier");
            var found = new ExplorePages(page);
            await Assertions.Expect(found.Marks).ToHaveTextAsync(["tier"]);
            await Assertions.Expect(page.GetByText("1 package", new() { Exact = true })).ToBeVisibleAsync();
            await found.NarrowAsync("npm");
            await Assertions.Expect(page.GetByText("Nothing matches “tier”")).ToBeVisibleAsync();
            await found.OpenAsync("search?search=charts&scope=projects");
            await Assertions.Expect(found.Projects).ToHaveTextAsync([FilledBrowser.Public]);
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(Enter_searches_and_marks_what_was_found)}_{script}");

    [Fact]
    public Task The_palette_goes_anywhere_by_the_keyboard() => browser.VisitAsync(async page =>
    {
        await IndexedAsync(page);
        await new SignInPage(page).SignInAsync("jane");
        await page.GotoAsync(FilledBrowser.Public);
        var palette = page.GetByRole(AriaRole.Dialog, new() { Name = "Go to" });
        var options = palette.GetByRole(AriaRole.Option);

        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(palette.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("pipel");
        await Assertions.Expect(options.First).ToContainTextAsync("Pipelines");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(palette).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("web-chart");
        await Assertions.Expect(options).ToHaveTextAsync(["Helmweb-chart1.4.2 · acme/tools/charts"]);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}{Package}");

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("light and dark");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    });

    [Fact]
    public Task Single_keys_move_about_and_keep_quiet_while_somebody_writes() => browser.VisitAsync(async page =>
    {
        await page.GotoAsync(FilledBrowser.Public);
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("p");
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}{FilledBrowser.Public}/-/packages");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToBeFocusedAsync(); // as after every navigation
        var names = new PackageListPage(page, FilledBrowser.Public).Names;
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(names.Nth(0)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(names.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(names.Nth(0)).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("f");
        await page.Keyboard.TypeAsync("?gd/j");
        await Assertions.Expect(page.GetByLabel("Filter packages")).ToHaveValueAsync("?gd/j");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Main).FocusAsync();
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await page.Context.AddCookiesAsync([new() { Name = "shortcuts", Value = "off", Url = browser.Start.ToString() }]);
        await page.ReloadAsync();
        await page.Keyboard.PressAsync("?");
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Go to" })).ToBeVisibleAsync();
    });

    // What was just published is found within seconds.
    internal static async Task IndexedAsync(IPage page)
    {
        await page.GotoAsync("search?search=tier");
        for (var tries = 0; tries < 50 && await page.Locator(".hits").CountAsync() == 0; tries++)
        {
            await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        }

        await page.GotoAsync("explore");
    }
}
