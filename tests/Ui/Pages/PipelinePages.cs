using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>The pipelines of a project, one of them, and a commit.</summary>
internal sealed class PipelinePages(IPage page, string project)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Pipelines => page.GetByRole(AriaRole.Table, new() { Name = "Pipelines" }).Locator("tbody tr");

    public ILocator Packages => page.GetByRole(AriaRole.Table, new() { Name = "Packages" }).Locator("tbody tr");

    public ILocator Jobs => page.GetByRole(AriaRole.Table, new() { Name = "Jobs" }).Locator("tbody tr");

    public Task OpenAsync() => page.GotoAsync($"{project}/-/pipelines");

    public Task<IResponse?> OpenCommitAsync(string sha) => page.GotoAsync($"{project}/-/commit/{sha}");

    public async Task FilterAsync(string status)
    {
        await page.GetByLabel("Status").SelectOptionAsync(status);
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
    }

    public Task ClearAsync() => page.GetByRole(AriaRole.Link, new() { Name = "Clear" }).ClickAsync();

    /// <summary>Follows a link to a pipeline, as "#1", or to a commit.</summary>
    public Task FollowAsync(string name) => page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
}
