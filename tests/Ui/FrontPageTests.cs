using Microsoft.Playwright;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>A registry that nobody has set up yet.</summary>
public class FrontPageTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public Task The_front_page_says_where_to_find_the_link_that_sets_it_up() => browser.VisitAsync(async page =>
    {
        var answer = await page.GotoAsync("");

        Assert.Equal(200, answer!.Status);
        Assert.Contains("Registry", await page.TitleAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.Locator(".notice")).ToHaveTextAsync(
            "This registry has no administrator yet. Whoever started the server finds a link in its output that creates one.");
    });

    [Theory]
    [InlineData("setup")]
    [InlineData("setup?code=wrong")]
    public Task Setup_without_the_right_code_says_where_to_find_it(string address) => browser.VisitAsync(async page =>
    {
        var answer = await page.GotoAsync(address);

        Assert.Equal(403, answer!.Status);
        await Assertions.Expect(new SetupPage(page).Heading).ToHaveTextAsync("This link does not fit");
        await Assertions.Expect(page.GetByLabel("Password")).ToHaveCountAsync(0);
    });

    [Fact]
    public Task What_is_wrong_in_the_setup_form_stands_beside_its_fields() => browser.VisitAsync(async page =>
    {
        await page.GotoAsync(await SetupPage.LinkOfAsync(browser));

        await new SetupPage(page).SubmitAsync("ada", "ada@example.com", "Correct-horse-7", "Correct-horse-8");

        await Assertions.Expect(page.GetByLabel("Password again")).ToHaveAccessibleDescriptionAsync("The two passwords differ.");
        await Assertions.Expect(page.GetByLabel("User name")).ToHaveValueAsync("ada");
        await Assertions.Expect(page.GetByLabel("Password", new() { Exact = true })).ToHaveValueAsync("");
    });

    [Theory]
    [InlineData("explore")]
    [InlineData("a/b")]
    public Task A_user_name_that_no_address_can_hold_is_refused(string name) => browser.VisitAsync(async page =>
    {
        await page.GotoAsync(await SetupPage.LinkOfAsync(browser));

        await new SetupPage(page).SubmitAsync(name, "ada@example.com", "Correct-horse-7", "Correct-horse-7");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("user name cannot");
    });
}
