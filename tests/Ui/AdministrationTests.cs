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
            var (sign, admin, password) = (new SignInPage(page), new AdminPages(page), FilledBrowser.PasswordOf(user));
            await sign.SignInAsync("ada");
            await admin.CreateUserAsync(user, password);
            await Assertions.Expect(admin.Heading).ToHaveTextAsync(user);
            await Assertions.Expect(page.GetByText("The user is made and can sign in.")).ToBeVisibleAsync();
            await sign.SignOutAsync();

            await sign.SignInAsync(user);
            Assert.Equal(403, (await page.GotoAsync("admin"))!.Status);
            await Assertions.Expect(admin.Heading).ToHaveTextAsync("Not allowed");
            await Assertions.Expect(page.GetByText("Only administrators see this.")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Account of {user}" })).ToBeVisibleAsync();
            await page.GotoAsync("dashboard");
            await sign.SignOutAsync();

            await sign.SignInAsync("ada");
            await admin.BlockAsync(user);
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
        var admin = new AdminPages(page);
        await admin.OpenAsync("tokens?search=wiki");

        await admin.RevokeAsync();

        await Assertions.Expect(page.GetByText("The token is revoked.")).ToBeVisibleAsync();
        await admin.OpenAsync("tokens?search=wiki");
        await Assertions.Expect(page.GetByText("No tokens")).ToBeVisibleAsync();
    });

    [Fact]
    public Task The_last_administrator_stays_one() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("ada");
        await new AdminPages(page).OpenAsync("users/1");

        await page.GetByLabel("Administrator: may do").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Alert)).ToContainTextAsync("This is the last administrator who can sign in.");
    });

    [Fact]
    public Task The_audit_is_filtered_and_exported() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("ada");
        var audit = new AuditPage(page, "admin/audit_events");
        await audit.OpenAsync();
        await audit.FilterAsync("package.publish", "jane");

        await Assertions.Expect(audit.Events).ToHaveCountAsync(3);
        var table = await audit.ExportAsync("csv", "action=package.publish&actor=jane");
        Assert.Equal((200, 4), (table.Status, (await table.TextAsync()).TrimEnd().Split("\r\n").Length));
        var events = await audit.ExportAsync("json", "action=package.publish&actor=jane");
        Assert.Equal((200, 3), (events.Status, (await events.JsonAsync())!.Value.GetArrayLength()));
        Assert.Equal("attachment; filename=\"audit_events.json\"", events.Headers["content-disposition"]);
    });

    [Fact]
    public Task The_audit_of_a_project_tells_only_what_happened_there() => browser.VisitAsync(async page =>
    {
        await browser.PrintAsync("project", "create", "acme/quiet", "--visibility", "private");
        await new SignInPage(page).SignInAsync("ada");
        var audit = new AuditPage(page, "acme/quiet/-/audit_events");
        await audit.OpenAsync();
        await Assertions.Expect(audit.Events).ToHaveCountAsync(1);
        await Assertions.Expect(audit.Events).ToContainTextAsync(["project.create"]);

        await audit.FilterAsync("package.publish");
        await Assertions.Expect(page.GetByText("No event matches")).ToBeVisibleAsync();
        Assert.Equal(200, (await audit.ExportAsync("csv", "action=package.publish")).Status);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task The_state_of_the_server_is_told_and_it_is_swept(bool script) => browser.VisitAsync(
        async page =>
        {
            var admin = new AdminPages(page);
            await new SignInPage(page).SignInAsync("ada");
            await admin.OpenAsync("health");
            await Assertions.Expect(page.GetByText("database answers")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByText("files can be written")).ToBeVisibleAsync();

            await admin.OpenAsync("application_settings");
            await Assertions.Expect(admin.Setting("Registry:Packages", "TrashDays")).ToHaveTextAsync("TrashDays 7 7 default");
            await Assertions.Expect(admin.Setting("Registry", "DataDirectory")).ToContainTextAsync("environment");

            await admin.OpenAsync("storage");
            await admin.SweepAsync();
            await Assertions.Expect(admin.Said).ToContainTextAsync("Swept.");
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(The_state_of_the_server_is_told_and_it_is_swept)}_{script}");
}
