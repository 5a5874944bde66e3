using Microsoft.Playwright;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>What administrators do for the whole instance.</summary>
public class AdministrationTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_user_is_made_signs_in_and_is_blocked(bool script) => browser.VisitAsync(
        async page =>
        {
            var user = script ? "nora" : "nils";
            var (sign, password) = (new SignInPage(page), FilledBrowser.PasswordOf(user));
            await sign.SignInAsync("ada");
            await page.GotoAsync("admin/users");
            await page.GetByRole(AriaRole.Link, new() { Name = "New user" }).ClickAsync();
            await page.GetByLabel("User name", new() { Exact = true }).FillAsync(user);
            await page.GetByLabel("E-mail").FillAsync($"{user}@example.com");
            await page.GetByLabel("Password").FillAsync(password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Create user" }).ClickAsync();
            await Assertions.Expect(Heading(page)).ToHaveTextAsync(user);
            await Assertions.Expect(page.GetByText("The user is made and can sign in.")).ToBeVisibleAsync();
            await sign.SignOutAsync();

            await sign.SignInAsync(user);
            Assert.Equal(403, (await page.GotoAsync("admin"))!.Status);
            await Assertions.Expect(Heading(page)).ToHaveTextAsync("Not allowed");
            await page.GotoAsync("dashboard");
            await sign.SignOutAsync();

            await sign.SignInAsync("ada");
            await page.GotoAsync($"admin/users?search={user}");
            await page.GetByRole(AriaRole.Table, new() { Name = "Users" }).GetByRole(AriaRole.Link, new() { Name = user }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Block…" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = $"Block {user}" }).ClickAsync();
            await Assertions.Expect(page.GetByText("The user is blocked: neither password nor tokens work any more.")).ToBeVisibleAsync();
            await sign.SignOutAsync();

            await sign.OpenAsync();
            await sign.SubmitAsync(user, password);
            await Assertions.Expect(sign.Problem).ToBeVisibleAsync();
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(A_user_is_made_signs_in_and_is_blocked)}_{script}");

    [Fact]
    public Task A_token_of_somebody_is_found_and_revoked() => browser.VisitAsync(async page =>
    {
        await browser.PrintAsync("token", "create", "--user", "sten", "--name", "leaked-on-a-wiki", "--scopes", "read_api");
        await new SignInPage(page).SignInAsync("ada");
        await page.GotoAsync("admin/tokens?search=wiki");

        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke token" }).ClickAsync();

        await Assertions.Expect(page.GetByText("The token is revoked.")).ToBeVisibleAsync();
        await page.GotoAsync("admin/tokens?search=wiki");
        await Assertions.Expect(page.GetByText("No tokens")).ToBeVisibleAsync();
    });

    [Fact]
    public Task The_last_administrator_stays_one() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("ada");
        await page.GotoAsync("admin/users/1");

        await page.GetByLabel("Administrator: may do").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Alert)).ToContainTextAsync("This is the last administrator who can sign in.");
    });

    [Fact]
    public Task The_audit_is_filtered_and_exported() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("ada");
        await page.GotoAsync("admin/audit_events");
        await page.GetByLabel("Action").FillAsync("package.publish");
        await page.GetByLabel("Done by").FillAsync("jane");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "Audit events" }).Locator("tbody tr")).ToHaveCountAsync(3);
        var table = await page.Context.APIRequest.GetAsync($"{browser.Start}admin/audit_events/export.csv?action=package.publish&actor=jane");
        Assert.Equal((200, 4), (table.Status, (await table.TextAsync()).TrimEnd().Split("\r\n").Length));
        var events = await page.Context.APIRequest.GetAsync($"{browser.Start}admin/audit_events/export.json?action=package.publish&actor=jane");
        Assert.Equal((200, 3), (events.Status, (await events.JsonAsync())!.Value.GetArrayLength()));
        Assert.Equal("attachment; filename=\"audit_events.json\"", events.Headers["content-disposition"]);
    });

    private static ILocator Heading(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });
}
