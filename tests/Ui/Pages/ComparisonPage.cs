using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>What differs between two versions of a package.</summary>
internal sealed class ComparisonPage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator From => page.GetByLabel("From").Locator("option:checked");

    public ILocator IgnoresSpace => page.GetByLabel("Ignore whitespace");

    public ILocator IsSplit => page.GetByLabel("Side by side");

    /// <summary>The changed lines of a file.</summary>
    public ILocator LinesOf(string path) => page.GetByRole(AriaRole.Group, new() { Name = path });

    public Task OpenAsync(string view) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = "What to compare" }).GetByRole(AriaRole.Link, new() { Name = view, Exact = true }).ClickAsync();

    public Task SwapAsync() => page.GetByRole(AriaRole.Link, new() { Name = "Swap" }).ClickAsync();

    /// <summary>Sets a tick, which shows the comparison anew: by itself where there is script.</summary>
    public async Task TickAsync(ILocator tick, bool script)
    {
        var answer = page.WaitForResponseAsync(response => response.Url.Contains("/diff?", StringComparison.Ordinal));
        await tick.CheckAsync();
        if (!script)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        }

        await answer;
    }
}
