using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>What was done: in a project, a group or the whole registry.</summary>
internal sealed class AuditPage(IPage page, string address)
{
    public ILocator Events => page.GetByRole(AriaRole.Table, new() { Name = "Audit events" }).Locator("tbody tr");

    public Task OpenAsync() => page.GotoAsync(address);

    public async Task FilterAsync(string action, string actor = "")
    {
        await page.GetByLabel("Action").FillAsync(action);
        await page.GetByLabel("Done by").FillAsync(actor);
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
    }

    /// <summary>What the export of that kind answers to those who are signed in.</summary>
    public Task<IAPIResponse> ExportAsync(string kind, string query) => page.Context.APIRequest.GetAsync($"{address}/export.{kind}?{query}");
}
