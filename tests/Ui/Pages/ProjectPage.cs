using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>What a project holds and how to use it.</summary>
internal sealed class ProjectPage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Newest => page.GetByRole(AriaRole.Table, new() { Name = "Newest packages" }).Locator("tbody tr");

    public ILocator Storage => page.GetByRole(AriaRole.Table, new() { Name = "Storage by format" }).Locator("tbody tr");

    public ILocator Endpoints => page.GetByRole(AriaRole.Region, new() { Name = "Endpoints" }).Locator("dt");

    /// <summary>Opens a page of the project from its navigation.</summary>
    public Task GoToAsync(string name) => page.GetByRole(AriaRole.Navigation, new() { Name = "Project" }).GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
}
