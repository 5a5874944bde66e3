using Microsoft.Playwright;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>Members and their roles, as those see it who give them and those who have them.</summary>
public class MemberTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Somebody_is_added_gets_another_role_and_is_removed(bool script) => browser.VisitAsync(
        async page =>
        {
            var project = $"acme/members-{(script ? "with" : "without")}-script";
            await browser.PrintAsync("project", "create", project, "--visibility", "private");
            await browser.PrintAsync("member", "add", project, "jane", "maintainer");
            var (sign, members) = (new SignInPage(page), new MembersPage(page));

            await sign.SignInAsync("jane");
            await members.OpenAsync(project);
            await members.AddAsync("stan", "Reporter");
            await Assertions.Expect(members.Problem).ToHaveTextAsync("There is no user of that name. Check how it is written.");
            await members.AddAsync("sten", "Reporter");
            await Assertions.Expect(page.GetByText("The member is added.")).ToBeVisibleAsync();
            await Assertions.Expect(members.Row("sten")).ToContainTextAsync("direct");
            await sign.SignOutAsync();

            await sign.SignInAsync("sten");
            await page.GotoAsync($"{project}/-/packages");
            await Assertions.Expect(Heading(page)).ToHaveTextAsync("Packages");
            await members.OpenAsync(project);
            await Assertions.Expect(members.Row("jane")).ToContainTextAsync("Maintainer");
            await Assertions.Expect(members.AddButton).ToHaveCountAsync(0);
            await Assertions.Expect(page.GetByLabel("Role of jane")).ToHaveCountAsync(0);
            await sign.SignOutAsync();

            await sign.SignInAsync("jane");
            await members.OpenAsync(project);
            await members.SetRoleAsync("sten", "Developer");
            await Assertions.Expect(page.GetByText("The role is changed.")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByLabel("Role of sten", new() { Exact = true })).ToHaveValueAsync("Developer");
            await members.RemoveAsync("sten", "Remove…", "Remove sten");
            await Assertions.Expect(page.GetByText("The member is removed.")).ToBeVisibleAsync();
            await Assertions.Expect(members.Row("sten")).ToHaveCountAsync(0);
            await sign.SignOutAsync();

            await sign.SignInAsync("sten");
            Assert.Equal(404, (await page.GotoAsync($"{project}/-/packages"))!.Status);
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(Somebody_is_added_gets_another_role_and_is_removed)}_{script}");

    [Fact]
    public Task The_last_owner_stays_and_whoever_steps_down_is_asked_first() => browser.VisitAsync(async page =>
    {
        await browser.PrintAsync("project", "create", "owned/by-few/charts", "--visibility", "private");
        await browser.PrintAsync("member", "add", "owned", "jane", "owner");
        var members = new MembersPage(page);
        await new SignInPage(page).SignInAsync("jane");

        await members.OpenGroupAsync("owned");
        await members.RemoveAsync("jane", "Leave…", "Leave");
        await Assertions.Expect(members.Problem).ToHaveTextAsync("owned would be left without an owner. Make somebody else an owner first.");

        await members.AddAsync("sten", "Owner");
        await members.SetRoleAsync("jane", "Developer");
        await Assertions.Expect(members.Problem).ToContainTextAsync("You are about to lower your own role in owned to Developer.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make me Developer" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The role is changed.")).ToBeVisibleAsync();
        await Assertions.Expect(members.AddButton).ToHaveCountAsync(0);

        await members.OpenAsync("owned/by-few/charts");
        await Assertions.Expect(members.Row("jane").GetByRole(AriaRole.Cell)).ToHaveTextAsync(["jane you@jane · since just now", "inherited from owned", "Developer", ""]);
    });

    [Fact]
    public Task Somebody_with_two_roles_is_listed_once_and_the_lower_one_can_be_changed() => browser.VisitAsync(async page =>
    {
        await browser.PrintAsync("project", "create", "twice/charts", "--visibility", "private");
        await browser.PrintAsync("member", "add", "twice", "jane", "maintainer");
        await browser.PrintAsync("member", "add", "twice/charts", "jane", "reporter");
        await browser.PrintAsync("member", "add", "twice/charts", "sten", "owner");
        var members = new MembersPage(page);
        await new SignInPage(page).SignInAsync("sten");

        await members.OpenAsync("twice/charts");
        await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "Members" }).Locator("tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(members.Row("jane").GetByRole(AriaRole.Cell).Nth(1)).ToHaveTextAsync("inherited from twice and Reporter here");
        await Assertions.Expect(members.Row("jane").GetByRole(AriaRole.Cell).Nth(2)).ToContainTextAsync("Maintainer · given here:");
        await Assertions.Expect(page.GetByLabel("Role of jane", new() { Exact = true })).ToHaveValueAsync("Reporter");

        await members.SetRoleAsync("jane", "Owner");
        await Assertions.Expect(members.Row("jane").GetByRole(AriaRole.Cell).Nth(1)).ToHaveTextAsync("direct");
        await members.RemoveAsync("jane", "Remove…", "Remove jane");
        await Assertions.Expect(members.Row("jane").GetByRole(AriaRole.Cell)).ToHaveTextAsync(["jane@jane · since just now", "inherited from twice", "Maintainer", ""]);
    });

    [Fact]
    public Task User_names_are_suggested_from_the_second_letter_on() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("ada");
        var members = new MembersPage(page);
        await members.OpenAsync(FilledBrowser.Public);

        await members.UserName.PressSequentiallyAsync("s");
        await members.UserName.PressSequentiallyAsync("te");

        await Assertions.Expect(page.Locator("#users option")).ToHaveCountAsync(1);
        Assert.Equal("sten", await page.Locator("#users option").GetAttributeAsync("value"));
    });

    private static ILocator Heading(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });
}
