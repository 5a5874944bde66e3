using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>The packages of a project.</summary>
internal sealed class PackageListPage(IPage page, string project)
{
    public string Address { get; } = $"{project}/-/packages";

    public ILocator Rows => page.GetByRole(AriaRole.Table, new() { Name = "Packages" }).Locator("tbody tr");

    public ILocator Names => Rows.Locator("a.name");

    public ILocator Chosen => page.Locator("[data-selected]");

    public ILocator Results => page.GetByRole(AriaRole.Table, new() { Name = "Results" }).Locator("tbody tr");

    /// <summary>What a page says that keeps a token in sight.</summary>
    public ILocator Arrival => page.GetByText("The first package is here. Show the list");

    /// <summary>How many packages the navigation of the project says it has.</summary>
    public ILocator CountBeside => page.GetByRole(AriaRole.Navigation, new() { Name = "Project" }).GetByRole(AriaRole.Link, new() { Name = "Packages" }).Locator(".num");

    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>The secret of a token that was just made here, out of the command that sets it.</summary>
    public async Task<string> MakeTokenAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a token" }).ClickAsync();
        var command = await page.GetByRole(AriaRole.Region, new() { Name = "Set the token in your shell" }).InnerTextAsync();
        return command["export TOKEN=".Length..].Trim();
    }

    public async Task<PackageListPage> OpenAsync(string query = "")
    {
        await page.GotoAsync(Address + query);
        return this;
    }

    public Task TickAsync(string name) => page.GetByRole(AriaRole.Checkbox, new() { Name = $"Select {name}", Exact = true }).CheckAsync();

    public Task DeleteAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Delete…" }).ClickAsync();

    public Task DeprecateAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Deprecate…" }).ClickAsync();

    public Task PressAsync(string button) => page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
