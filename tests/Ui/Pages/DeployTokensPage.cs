using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>The deploy tokens of a project or a group.</summary>
internal sealed class DeployTokensPage(IPage page)
{
    public ILocator Own => page.GetByRole(AriaRole.Table, new() { Name = "Deploy tokens", Exact = true });

    public ILocator Inherited => page.GetByRole(AriaRole.Table, new() { Name = "Inherited deploy tokens" });

    public ILocator Buttons => page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button);

    /// <param name="owner">A project's full path, or a group's after <c>groups/</c>.</param>
    public Task OpenAsync(string owner) => page.GotoAsync($"{owner}/-/settings/repository#deploy-tokens");

    /// <summary>Makes one and answers its secret.</summary>
    public async Task<string> CreateAsync(string name, string scope)
    {
        if (!await page.GetByLabel("Name", new() { Exact = true }).IsVisibleAsync())
        {
            await page.GetByText("New deploy token…").ClickAsync();
        }

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "User name" }).FillAsync(name);
        await page.GetByLabel(scope).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create deploy token" }).ClickAsync();
        return await new TokensPage(page).Secret.InnerTextAsync();
    }

    public Task DisableAsync(string name) => page.GetByRole(AriaRole.Button, new() { Name = $"Disable {name}" }).ClickAsync();

    public Task EnableAsync(string name) => page.GetByRole(AriaRole.Button, new() { Name = $"Enable {name}" }).ClickAsync();

    public async Task RevokeAsync(string name)
    {
        await Own.Locator("tbody tr").Filter(new() { HasText = name }).GetByRole(AriaRole.Button, new() { Name = "Revoke…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Revoke {name}" }).ClickAsync();
    }
}
