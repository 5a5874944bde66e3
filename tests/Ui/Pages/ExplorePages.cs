using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>The start page, the projects and packages of all, and the search.</summary>
internal sealed class ExplorePages(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Projects => page.GetByRole(AriaRole.Table, new() { Name = "Projects" }).Locator("a.name");

    public ILocator Recent => page.GetByRole(AriaRole.Table, new() { Name = "Recent publishes" }).Locator("tbody tr");

    public ILocator Storage => page.GetByRole(AriaRole.Table, new() { Name = "Storage by format" }).Locator("tbody tr");

    public ILocator Marks => page.Locator(".hits mark");

    public ILocator Hits => page.Locator(".hits a.name");

    public Task OpenAsync(string address) => page.GotoAsync(address);

    public async Task FilterProjectsAsync(string words)
    {
        await page.GetByLabel("Filter projects").FillAsync(words);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Filter", Exact = true }).ClickAsync();
    }

    public async Task SearchPackagesAsync(string words)
    {
        await page.GetByRole(AriaRole.Navigation, new() { Name = "What to explore" }).GetByRole(AriaRole.Link, new() { Name = "Packages" }).ClickAsync();
        await page.GetByLabel("Search packages", new() { Exact = true }).FillAsync(words);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
    }

    public Task NarrowAsync(string type) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = "Narrow the search" }).GetByRole(AriaRole.Link, new() { Name = type }).ClickAsync();
}
