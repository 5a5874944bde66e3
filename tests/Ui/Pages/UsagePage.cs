using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>How much room the packages of a project take, and how often they are downloaded.</summary>
internal sealed class UsagePage(IPage page, string project)
{
    public ILocator Downloads => page.GetByRole(AriaRole.Region, new() { Name = "Downloads in 13 weeks" });

    /// <summary>The weeks of the table, the last first.</summary>
    public ILocator Weeks => page.GetByRole(AriaRole.Table, new() { Name = "Downloads by week" }).Locator("tbody tr");

    public ILocator Formats => page.GetByRole(AriaRole.Table, new() { Name = "Room by format" }).Locator("tbody tr");

    public ILocator Largest => page.GetByRole(AriaRole.Table, new() { Name = "Packages by size" }).GetByRole(AriaRole.Link);

    public Task OpenAsync() => page.GotoAsync($"{project}/-/usage_quotas");

    public Task ShowWeeksAsync() => page.GetByText("Week by week").ClickAsync();
}
