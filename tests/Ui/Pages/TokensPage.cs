using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>A person's access tokens.</summary>
internal sealed class TokensPage(IPage page)
{
    public const string Address = "-/user_settings/personal_access_tokens";

    public ILocator Secret => page.GetByRole(AriaRole.Region, new() { Name = "The new token", Exact = true });

    public ILocator Rows => page.GetByRole(AriaRole.Table, new() { Name = "Your tokens" }).Locator("tbody tr");

    public async Task<TokensPage> OpenAsync(string query = "")
    {
        await page.GotoAsync(Address + query);
        return this;
    }

    public async Task<string> CreateAsync(string name, string scope)
    {
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel(scope, new() { Exact = false }).First.CheckAsync();
        await SubmitAsync();
        return await Secret.InnerTextAsync();
    }

    public Task SubmitAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
}
