using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>What was deleted from a project and can be had back.</summary>
internal sealed class TrashPage(IPage page)
{
    public ILocator Rows => page.GetByRole(AriaRole.Table, new() { Name = "Deleted packages" }).Locator("tbody tr");

    public Task OpenAsync() => page.GetByRole(AriaRole.Link, new() { Name = "Trash" }).ClickAsync();

    public Task RestoreAsync(string version) => page.GetByRole(AriaRole.Button, new() { Name = $"Restore {version}" }).ClickAsync();
}
