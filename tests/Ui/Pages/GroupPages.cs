using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>Where groups are made, changed and deleted.</summary>
internal sealed class GroupPages(IPage page)
{
    public async Task CreateAsync(string path, string? name = null, string visibility = "Private")
    {
        await page.GetByLabel("Path").FillAsync(path);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Name (optional)" }).FillAsync(name ?? "");
        await page.GetByLabel(visibility).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create group" }).ClickAsync();
    }

    public Task OpenSettingsAsync(string group) => page.GotoAsync($"groups/{group}/-/edit");

    public async Task MoveAsync(string path)
    {
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Path" }).FillAsync(path);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change path" }).ClickAsync();
    }

    /// <param name="what">group or project.</param>
    /// <param name="typed">What is typed to confirm.</param>
    public async Task DeleteAsync(string what, string typed)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = $"Delete {what}…" }).ClickAsync();
        await page.GetByLabel("Type").FillAsync(typed);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = $"Delete {what}", Exact = true }).ClickAsync();
    }
}
