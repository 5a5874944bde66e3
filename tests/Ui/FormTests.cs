using Microsoft.Playwright;
using Registry.Ui.Pages;
using Registry.Unit.Helm;
using Xunit;

namespace Registry.Ui;

/// <summary>Forms: what they refuse, and that they work without script.</summary>
public class FormTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    private static readonly BrowserNewContextOptions WithoutScript = new() { JavaScriptEnabled = false };

    [Theory]
    [InlineData("a b", "'a b' is no valid path: use letters, digits, '_', '-' and '.', begin with a letter, digit or '_', do not end with '.', '.git' or '.atom', at most 255 characters.")]
    [InlineData("new", "'new' is reserved: choose another name.")]
    [InlineData("a/b", "The name cannot hold a slash.")]
    public Task What_is_wrong_with_a_projects_name_stands_beside_it(string name, string problem) => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("jane");
        var project = new NewProjectPage(page);
        await project.OpenAsync();

        await project.SubmitAsync(name);

        await Assertions.Expect(project.Name).ToHaveAccessibleDescriptionAsync($"The last part of its address: letters, digits, '-', '_' and '.'. {problem}");
        await Assertions.Expect(project.Name).ToHaveValueAsync(name);
    });

    [Fact]
    public Task A_projects_name_can_be_taken_once() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("jane");
        var project = new NewProjectPage(page);
        await project.OpenAsync();
        await project.SubmitAsync("once", "Internal");
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}jane/once");

        await project.OpenAsync();
        await project.SubmitAsync("Once");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("jane/Once is taken, or was before a rename. Choose another name.");
    });

    [Fact]
    public Task Nobody_makes_a_project_where_the_form_does_not_offer_it() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("sten");
        var project = new NewProjectPage(page);
        await project.OpenAsync();

        await page.GetByLabel("Group or user").EvaluateAsync("select => select.options[0].value = 'acme'");
        await project.SubmitAsync("intruder");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("You may not create projects there.");
        await page.GotoAsync("dashboard?search=intruder");
        await Assertions.Expect(page.GetByText("No project matches “intruder”")).ToBeVisibleAsync();
    });

    [Fact]
    public Task Reloading_a_new_tokens_page_makes_no_second_one() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("jane");
        var tokens = await new TokensPage(page).OpenAsync();
        await tokens.CreateAsync("reloaded", "read_api");
        var rows = await tokens.Rows.CountAsync();

        await page.ReloadAsync();

        Assert.Equal(rows, await tokens.Rows.CountAsync());
    }, WithoutScript);

    [Fact]
    public Task A_token_can_be_revoked() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("jane");
        var tokens = await new TokensPage(page).OpenAsync();
        await tokens.CreateAsync("lost laptop", "read_api");
        var row = tokens.Rows.Filter(new() { HasText = "lost laptop" });

        await row.GetByRole(AriaRole.Button, new() { Name = "Revoke…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke lost laptop" }).ClickAsync();

        await Assertions.Expect(row).ToHaveCountAsync(0);
    });

    [Fact]
    public Task A_form_of_somebody_who_has_signed_in_elsewhere_meanwhile_tells_what_to_do() => browser.VisitAsync(async page =>
    {
        await page.GotoAsync("users/sign_in");
        var other = await page.Context.NewPageAsync();
        await new SignInPage(other).SignInAsync("jane");

        await page.GetByLabel("User name").FillAsync("jane");
        await page.GetByLabel("Password").FillAsync(FilledBrowser.PasswordOf("jane"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("That form cannot be used");
    }, WithoutScript);

    [Fact]
    public Task A_token_is_shown_once_and_kept_out_of_caches() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("sten");
        var tokens = await new TokensPage(page).OpenAsync("?name=laptop&scopes=read_api,nonsense,read_package_registry");
        await Assertions.Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("laptop");
        await Assertions.Expect(page.GetByRole(AriaRole.Checkbox, new() { Checked = true })).ToHaveCountAsync(2);

        var answer = await page.RunAndWaitForResponseAsync(tokens.SubmitAsync, response => response.Request.Method == "POST");
        var secret = await tokens.Secret.InnerTextAsync();

        Assert.Equal(200, answer.Status);
        Assert.Contains("no-store", await answer.HeaderValueAsync("Cache-Control"), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, browser.Registry.Printed, StringComparison.Ordinal);
        await tokens.OpenAsync();
        await Assertions.Expect(tokens.Rows.Locator("td:not(:last-child)")).ToHaveTextAsync(
            ["laptop made just now", "install; read everything you may read read_api read_package_registry", "never", "in 11 months"]);
        await Assertions.Expect(tokens.Rows.Locator("td:last-child button[popovertarget]:not([popovertargetaction])")).ToHaveTextAsync(["Rotate…", "Revoke…"]);
        Assert.DoesNotContain(secret, await page.ContentAsync(), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_token_needs_a_scope_and_a_day_within_a_year() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("jane");
        var tokens = await new TokensPage(page).OpenAsync("?name=forever");
        await page.Locator("#ends").SelectOptionAsync("On a day I choose");
        var day = page.Locator("#ends-day");
        await day.EvaluateAsync("input => { input.removeAttribute('max'); input.value = '2999-01-01'; }");

        await tokens.SubmitAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing was saved: 2 things to correct.");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("That is too far away.");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Choose at least one thing it may do.");
        await Assertions.Expect(day).ToHaveValueAsync("2999-01-01");
    });

    [Fact]
    public Task Everything_works_without_script() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("jane");
        var project = new NewProjectPage(page);
        await project.OpenAsync();
        await project.SubmitAsync("plain", "Private");
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}jane/plain");

        var tokens = await new TokensPage(page).OpenAsync();
        var token = await tokens.CreateAsync("plain", "api");
        await browser.PublishAsync("jane/plain", token, TestCharts.Package("plain"));

        await page.GotoAsync("jane/plain/-/packages");
        await page.GetByLabel("Filter packages").FillAsync("nothing-like-it");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No package matches")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear all filters" }).ClickAsync();
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "plain", Exact = true }).Last.ClickAsync();
        await Assertions.Expect(new PackagePage(page).Heading).ToHaveTextAsync("plain");
        await new PackagePage(page).OpenTabAsync("Files");
        Assert.NotEmpty(await new PackagePage(page).DownloadAsync("plain-0.1.0.tgz"));

        await new SignInPage(page).SignOutAsync();
    }, WithoutScript);

    [Fact]
    public Task A_list_goes_by_pages_and_what_is_past_the_end_is_the_last_one() => browser.VisitAsync(async page =>
    {
        var token = await browser.TokenOfAsync("ada");
        await browser.PrintAsync("project", "create", "acme/many", "--visibility", "public");
        for (var i = 1; i <= 21; i++)
        {
            await browser.PublishAsync("acme/many", token, TestCharts.Package($"chart-{i:00}"));
        }

        var names = page.GetByRole(AriaRole.Table, new() { Name = "Packages" }).Locator("tbody a");
        await page.GotoAsync("acme/many/-/packages?search=chart");
        await Assertions.Expect(names).ToHaveCountAsync(20);
        await Assertions.Expect(names.First).ToHaveTextAsync("chart-21");
        await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}acme/many/-/packages?search=chart&page=2");
        await Assertions.Expect(names).ToHaveTextAsync(["chart-01"]);
        foreach (var odd in (string[])["999999999999", "77", "-1", "x"])
        {
            await page.GotoAsync($"acme/many/-/packages?page={odd}");
            await Assertions.Expect(names).ToHaveCountAsync(odd == "77" ? 1 : 20);
        }
    });

    [Fact]
    public Task Many_versions_stand_in_the_order_in_which_clients_choose() => browser.VisitAsync(async page =>
    {
        var token = await browser.TokenOfAsync("ada");
        await browser.PrintAsync("project", "create", "acme/versions", "--visibility", "public");
        for (var i = 1; i <= 22; i++)
        {
            await browser.PublishAsync("acme/versions", token, TestCharts.Package("web", $"1.{i}.0"));
        }

        await page.GotoAsync("acme/versions/-/packages");
        await page.GetByRole(AriaRole.Table, new() { Name = "Packages" }).GetByRole(AriaRole.Link, new() { Name = "web", Exact = true }).ClickAsync();
        var package = new PackagePage(page);
        await package.OpenTabAsync("Versions");
        var rows = page.GetByRole(AriaRole.Table, new() { Name = "Versions", Exact = true }).Locator("tbody td:nth-child(2)");
        await Assertions.Expect(rows).ToHaveCountAsync(22);
        await Assertions.Expect(rows.First).ToContainTextAsync("1.22.0 this one");
        await rows.Last.GetByRole(AriaRole.Link, new() { Name = "1.1.0", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator(".notice")).ToHaveTextAsync("1.22.0 is newer. Compare 1.1.0 with 1.22.0 · Show 1.22.0");
        await package.Version.SelectOptionAsync("1.22.0");
        await Assertions.Expect(page.Locator(".notice")).ToHaveCountAsync(0);
        await Assertions.Expect(page).ToHaveTitleAsync("web 1.22.0 · acme/versions · Registry");
    });
}
