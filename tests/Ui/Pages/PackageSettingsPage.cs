using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>What a project decides about its packages.</summary>
internal sealed class PackageSettingsPage(IPage page, string project)
{
    public ILocator Matches => page.Locator("#matches");

    public ILocator Rules => page.GetByRole(AriaRole.Table, new() { Name = "Protection rules" });

    public ILocator Duplicates => page.Locator("#helm-duplicates");

    public ILocator LargestFile => page.Locator("#helm-size");

    public Task OpenAsync() => page.GotoAsync($"{project}/-/settings/packages_and_registries");

    /// <summary>Fills a rule in and has what it would hold for shown: by itself where there is script.</summary>
    public async Task PreviewAsync(string pattern, string type, bool script)
    {
        await page.GetByLabel("Names").FillAsync(pattern);
        await page.GetByLabel("Type").SelectOptionAsync(type);
        if (!script)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        }
    }

    public Task AddAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Add rule" }).ClickAsync();

    /// <summary>Deletes the one rule there is.</summary>
    public async Task DeleteAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete rule" }).ClickAsync();
    }

    public Task SaveAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Save Helm settings" }).ClickAsync();
}
