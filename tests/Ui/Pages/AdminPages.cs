using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>What administrators look after: users, tokens, storage, health, settings.</summary>
internal sealed class AdminPages(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Said => page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Status);

    public Task OpenAsync(string name = "") => page.GotoAsync($"admin/{name}".TrimEnd('/'));

    public async Task CreateUserAsync(string user, string password)
    {
        await OpenAsync("users");
        await page.GetByRole(AriaRole.Link, new() { Name = "New user" }).ClickAsync();
        await page.GetByLabel("User name", new() { Exact = true }).FillAsync(user);
        await page.GetByLabel("E-mail").FillAsync($"{user}@example.com");
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create user" }).ClickAsync();
    }

    public async Task BlockAsync(string user)
    {
        await OpenAsync($"users?search={user}");
        await page.GetByRole(AriaRole.Table, new() { Name = "Users" }).GetByRole(AriaRole.Link, new() { Name = user }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Block…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Block {user}" }).ClickAsync();
    }

    /// <summary>Revokes the one token that the page shows.</summary>
    public async Task RevokeAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke token" }).ClickAsync();
    }

    public Task SweepAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Sweep now" }).ClickAsync();

    /// <summary>The line of a setting.</summary>
    public ILocator Setting(string section, string key) =>
        page.GetByRole(AriaRole.Table, new() { Name = section, Exact = true }).Locator("tbody tr").Filter(new() { Has = page.GetByText(key, new() { Exact = true }) });
}
