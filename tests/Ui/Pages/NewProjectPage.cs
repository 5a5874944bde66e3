using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>Where a project is made.</summary>
internal sealed class NewProjectPage(IPage page)
{
    public ILocator Name => page.GetByLabel("Name", new() { Exact = true });

    public async Task OpenAsync()
    {
        await page.GotoAsync("dashboard");
        await page.GetByRole(AriaRole.Link, new() { Name = "New project" }).ClickAsync();
    }

    public async Task SubmitAsync(string name, string visibility = "Private", string description = "")
    {
        await Name.FillAsync(name);
        await page.GetByLabel("Description").FillAsync(description);
        await page.GetByLabel(visibility).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create project" }).ClickAsync();
    }
}
