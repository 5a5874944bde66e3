using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>A person's access tokens.</summary>
internal sealed class TokensPage(IPage page)
{
    public const string Address = "-/user_settings/personal_access_tokens";

    public ILocator Secret => page.GetByRole(AriaRole.Region, new() { Name = "The new token" }).Locator("pre").First;

    public ILocator Rows => page.GetByRole(AriaRole.Table, new() { Name = "Your tokens" }).Locator("tbody tr");

    public async Task<TokensPage> OpenAsync(string query = "")
    {
        await page.GotoAsync(Address + query);
        return this;
    }

    public ILocator RowOf(string name) => Rows.Filter(new() { HasText = name });

    /// <summary>Makes a token in the form, which is opened first unless the address did that.</summary>
    public async Task<string> CreateAsync(string name, string scope)
    {
        if (await page.GetByRole(AriaRole.Link, new() { Name = "New token…" }).IsVisibleAsync())
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "New token…" }).ClickAsync();
        }

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel(scope, new() { Exact = false }).First.CheckAsync();
        await SubmitAsync();
        return await Secret.First.InnerTextAsync();
    }

    public Task SubmitAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
}
