using Microsoft.Playwright;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>Who sees which page.</summary>
public class AccessTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    [Fact]
    public Task A_private_project_sends_the_unknown_to_sign_in_and_back() => browser.VisitAsync(async page =>
    {
        var wanted = $"{browser.Start}{FilledBrowser.Private}/-/packages?type=helm&page=2";

        await page.GotoAsync(wanted);
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}users/sign_in?return_to={Uri.EscapeDataString(new Uri(wanted).PathAndQuery)}");
        await new SignInPage(page).SubmitAsync("jane", FilledBrowser.PasswordOf("jane"));

        await Assertions.Expect(page).ToHaveURLAsync(wanted);
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Packages");
    });

    [Fact]
    public Task To_a_stranger_what_is_private_looks_like_what_is_missing() => browser.VisitAsync(async page =>
    {
        string[] hidden = [FilledBrowser.Private, $"{FilledBrowser.Private}/-/packages", $"{FilledBrowser.Private}/-/packages/1"];
        string[] missing = ["acme/nothing", "acme/nothing/-/packages", $"{FilledBrowser.Public}/-/packages/4711", "robots.txt"];
        await new SignInPage(page).SignInAsync("sten");

        foreach (var address in hidden.Concat(missing))
        {
            var answer = await page.GotoAsync(address);

            Assert.Equal(404, answer!.Status);
            await Assertions.Expect(page.GetByRole(AriaRole.Main).Locator("h1, p")).ToHaveTextAsync(
                ["Nothing here", "There is no such page, or it is not yours to see. Check the address.", "Go to the start"]);
        }
    });

    [Fact]
    public Task Lists_hold_only_what_the_visitor_may_see() => browser.VisitAsync(async page =>
    {
        var names = page.GetByRole(AriaRole.Table, new() { Name = "Projects" }).Locator("tbody a");

        await page.GotoAsync("");
        await Assertions.Expect(names).ToHaveTextAsync([FilledBrowser.Public]);
        await new SignInPage(page).SignInAsync("sten");
        await Assertions.Expect(page.GetByText("You belong to no project yet")).ToBeVisibleAsync();
        await page.GotoAsync("explore");
        await Assertions.Expect(names).ToHaveTextAsync([FilledBrowser.Public]);
        await new SignInPage(page).SignOutAsync();
        await new SignInPage(page).SignInAsync("jane");
        await Assertions.Expect(names).ToHaveTextAsync([FilledBrowser.Public, FilledBrowser.Private]);
    });

    [Fact]
    public Task A_Guest_is_told_which_private_projects_there_are_and_what_the_packages_need() => browser.VisitAsync(async page =>
    {
        await browser.PrintAsync("project", "create", "guests/vault", "--visibility", "private");
        await browser.PrintAsync("user", "create", "gus", "--email", "gus@example.com", "--password", FilledBrowser.PasswordOf("gus"));
        await browser.PrintAsync("member", "add", "guests/vault", "gus", "guest");
        await browser.PublishAsync("guests/vault", await browser.TokenOfAsync("ada"), Registry.Unit.Helm.TestCharts.Package("web-chart", "1.0.0"));
        await new SignInPage(page).SignInAsync("gus");

        var row = page.GetByRole(AriaRole.Table, new() { Name = "Projects" }).Locator("tbody tr");
        await Assertions.Expect(row.Locator("td")).ToHaveTextAsync(["guests/vault You are a Guest: its packages need the role Reporter. Members", "Private", "", ""]);
        await row.GetByRole(AriaRole.Link, new() { Name = "Members" }).ClickAsync();
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Members");
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Project" }).GetByRole(AriaRole.Link)).ToHaveTextAsync(["Members"]);

        Assert.Equal(403, (await page.GotoAsync("guests/vault"))!.Status);
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Ask a maintainer of the project: seeing its packages needs at least Reporter.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Account of gus" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
        Assert.Equal(403, (await page.GotoAsync("admin"))!.Status);
        await Assertions.Expect(page.GetByRole(AriaRole.Main).Locator("h1 + p")).ToHaveTextAsync("Only administrators see this. If you should be let in, the request id tells whoever runs this registry what was asked.");
        Assert.Equal(404, (await page.GotoAsync("guests/nothing"))!.Status);
        await page.GetByLabel("Search packages and projects").FillAsync("web");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Heading(page)).ToContainTextAsync("Search");
        await new SignInPage(page).SignOutAsync();

        Assert.Equal(404, (await page.GotoAsync("robots.txt"))!.Status);
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("There is no such page, or it is not yours to see. Check the address, or sign in.");
        await Assertions.Expect(page.GetByLabel("Search packages and projects")).ToHaveCountAsync(0);
    });

    [Fact]
    public Task A_public_project_is_there_for_everybody() => browser.VisitAsync(async page =>
    {
        await page.GotoAsync(FilledBrowser.Public);
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("charts");
        await page.GetByRole(AriaRole.Table, new() { Name = "Newest packages" }).GetByRole(AriaRole.Link, new() { Name = "web-chart" }).First.ClickAsync();

        await Assertions.Expect(page).ToHaveTitleAsync($"web-chart 1.4.2 · {FilledBrowser.Public} · Registry");
        await Assertions.Expect(page.GetByRole(AriaRole.Paragraph).Filter(new() { HasText = "Published" })).ToHaveTextAsync("Published just now by pipeline #1 running on main at 3f786850 · opened by jane");
    });

    [Fact]
    public Task Who_signs_in_from_a_page_comes_back_to_it() => browser.VisitAsync(async page =>
    {
        await page.GotoAsync($"{FilledBrowser.Public}/-/packages?type=helm");

        await page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await new SignInPage(page).SubmitAsync("jane", FilledBrowser.PasswordOf("jane"));

        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}{FilledBrowser.Public}/-/packages?type=helm");
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Packages");
    });

    [Theory]
    [InlineData("dashboard")]
    [InlineData("projects/new")]
    [InlineData(TokensPage.Address)]
    public Task Pages_of_an_account_ask_the_unknown_to_sign_in(string address) => browser.VisitAsync(async page =>
    {
        await page.GotoAsync(address);

        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}users/sign_in?return_to={Uri.EscapeDataString($"/{address}")}");
    });

    [Fact]
    public Task A_wrong_password_and_a_wrong_name_read_the_same() => browser.VisitAsync(async page =>
    {
        var session = await new SignInPage(page).OpenAsync();

        await session.SubmitAsync("jane", "wrong");
        await Assertions.Expect(session.Problem).ToHaveTextAsync("The user name or the password is wrong. After ten wrong passwords an account takes none for ten minutes.");
        await Assertions.Expect(page.GetByLabel("User name or e-mail")).ToHaveValueAsync("jane");
        await session.SubmitAsync("nobody", "wrong");
        await Assertions.Expect(session.Problem).ToHaveTextAsync("The user name or the password is wrong. After ten wrong passwords an account takes none for ten minutes.");
        await Assertions.Expect(page.GetByLabel("User name or e-mail")).ToHaveValueAsync("nobody");
    });

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("//example.com/")]
    [InlineData("/\\example.com/")]
    public Task After_signing_in_nobody_is_led_elsewhere(string elsewhere) => browser.VisitAsync(async page =>
    {
        await page.GotoAsync($"users/sign_in?return_to={Uri.EscapeDataString(elsewhere)}");

        await new SignInPage(page).SubmitAsync("jane", FilledBrowser.PasswordOf("jane"));

        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}dashboard");
    });

    [Fact]
    public Task A_former_path_leads_on_to_the_present_one() => browser.VisitAsync(async page =>
    {
        await browser.PrintAsync("project", "create", "moved/former", "--visibility", "private");
        await browser.PrintAsync("project", "rename", "moved/former", "present");
        await page.GotoAsync("moved/former");
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Sign in");
        await new SignInPage(page).SignInAsync("ada");

        var answer = await page.GotoAsync("moved/former/-/packages?search=x");

        Assert.Equal(301, (await answer!.Request.RedirectedFrom!.ResponseAsync())!.Status);
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}moved/present/-/packages?search=x");
        await page.GotoAsync("moved/former");
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}moved/present");
    });

    [Fact]
    public Task Signing_out_needs_the_form_of_a_page() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("jane");

        var forged = await page.APIRequest.PostAsync("users/sign_out");
        var asked = await page.APIRequest.GetAsync("users/sign_out");

        Assert.Equal(400, forged.Status);
        Assert.Equal(405, asked.Status);
        await page.GotoAsync("dashboard");
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Your registry");
    });

    [Fact]
    public Task Setup_is_closed_once_there_is_an_administrator() => browser.VisitAsync(async page =>
    {
        var answer = await page.GotoAsync("setup");

        Assert.Equal(404, answer!.Status);
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Setup is closed");
    });

    private static ILocator Heading(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });
}
