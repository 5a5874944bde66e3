using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>What the registry tells of itself: commands, roles, keys.</summary>
internal sealed class HelpPages(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Roles => page.GetByRole(AriaRole.Table, new() { Name = "Roles" }).Locator("tbody tr td:first-child");

    public ILocator Keys => page.GetByRole(AriaRole.Table, new() { Name = "Keys" }).Locator("tbody tr");

    public Task OpenAsync() => page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Help" }).ClickAsync();

    public Task GoToAsync(string part) => page.GetByRole(AriaRole.Navigation, new() { Name = "On this page" }).GetByRole(AriaRole.Link, new() { Name = part, Exact = true }).ClickAsync();

    public ILocator Command(string title) => page.GetByRole(AriaRole.Region, new() { Name = title });
}
