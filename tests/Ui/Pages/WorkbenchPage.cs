using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>Where the values of a chart are tried out.</summary>
internal sealed class WorkbenchPage(IPage page)
{
    public ILocator Tree => page.GetByRole(AriaRole.Tree, new() { Name = "Values" });

    public ILocator Filter => page.GetByRole(AriaRole.Searchbox, new() { Name = "Filter values" });

    /// <summary>What is known of the chosen value.</summary>
    public ILocator Value => page.GetByRole(AriaRole.Region, new() { Name = "Value", Exact = true });

    public ILocator Result => page.GetByRole(AriaRole.Region, new() { Name = "Result", Exact = true });

    public ILocator File => page.GetByRole(AriaRole.Region, new() { Name = "my-values.yaml", Exact = true });

    public ILocator Arguments => page.GetByRole(AriaRole.Region, new() { Name = "Or without a file" });

    public ILocator Item(string name) => Tree.GetByRole(AriaRole.Treeitem).Filter(new() { Has = page.GetByText(name, new() { Exact = true }) });

    /// <summary>From the values of the version that shows.</summary>
    public async Task OpenAsync()
    {
        await new PackagePage(page).OpenTabAsync("Values");
        await page.GetByRole(AriaRole.Link, new() { Name = "Try values" }).ClickAsync();
        await Assertions.Expect(Tree).ToBeVisibleAsync();
    }

    /// <summary>Chooses the value, and types or chooses another one for it.</summary>
    public async Task ChangeAsync(string name, string label, string text)
    {
        await Item(name).ClickAsync();
        await Assertions.Expect(Item(name)).ToHaveAttributeAsync("aria-selected", "true");
        var control = Value.GetByLabel(label, new() { Exact = true });
        if (await control.EvaluateAsync<string>("control => control.localName") == "select")
        {
            await control.SelectOptionAsync(text);
        }
        else
        {
            await control.FillAsync(text);
        }
    }

    public async Task<string> DownloadAsync()
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync());
        return $"{download.SuggestedFilename}\n{await System.IO.File.ReadAllTextAsync(await download.PathAsync())}";
    }
}
