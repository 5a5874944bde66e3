using Microsoft.Playwright;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>Below a path of its own, as behind a proxy that serves more than this registry.</summary>
public class PathBaseTests(BrowserBelowAPath browser) : IClassFixture<BrowserBelowAPath>
{
    [Fact]
    public Task Links_and_forms_stay_below_the_path() => browser.VisitAsync(async page =>
    {
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);

        await page.GotoAsync($"{FilledBrowser.Private}/-/packages");
        await new SignInPage(page).SubmitAsync("jane", FilledBrowser.PasswordOf("jane"));
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}{FilledBrowser.Private}/-/packages");
        await page.GetByText("Helm", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Add the repository" })).ToContainTextAsync($"{browser.Start}api/v4/projects/2/packages/helm/stable");

        var project = new NewProjectPage(page);
        await project.OpenAsync();
        await project.SubmitAsync("below");
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}jane/below");

        await page.GotoAsync("explore");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Filter projects" }).FillAsync("charts");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = FilledBrowser.Public }).ClickAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Project" }).GetByRole(AriaRole.Link, new() { Name = "Packages" }).ClickAsync();
        await page.GetByRole(AriaRole.Table, new() { Name = "Packages", Exact = true }).GetByRole(AriaRole.Link, new() { Name = "web-chart" }).ClickAsync();
        await new PackagePage(page).OpenTabAsync("Files");
        Assert.NotEmpty(await new PackagePage(page).DownloadAsync("web-chart-1.4.2.tgz"));
        await new PackagePage(page).OpenTabAsync("Values");
        page.WebSocket += (_, socket) => asked.Add(socket.Url.Replace("ws://", "http://", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Link, new() { Name = "Try values" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Tree)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Breadcrumb" }).GetByRole(AriaRole.Link, new() { Name = "acme" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}acme");

        var token = await (await new TokensPage(page).OpenAsync()).CreateAsync("below", "read_api");
        Assert.StartsWith("regpat_", token, StringComparison.Ordinal);
        await new SignInPage(page).SignOutAsync();

        Assert.Contains(asked, address => address.StartsWith($"{browser.Start}_blazor?id=", StringComparison.Ordinal));
        Assert.DoesNotContain(asked, address => !address.StartsWith(browser.Start.ToString(), StringComparison.Ordinal));
    });

    [Fact]
    public Task A_former_path_leads_on_below_the_path() => browser.VisitAsync(async page =>
    {
        await browser.PrintAsync("project", "create", "acme/former", "--visibility", "public");
        await browser.PrintAsync("project", "rename", "acme/former", "present");

        await page.GotoAsync("acme/former/-/packages?search=x");

        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}acme/present/-/packages?search=x");
    });
}

public sealed class BrowserBelowAPath : FilledBrowser
{
    protected override string PathBase => "/registry";
}
