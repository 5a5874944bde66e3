using Microsoft.Playwright;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>What people do with their own accounts: a second factor, passkeys, sessions, the password.</summary>
public class AccountTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    private static readonly BrowserNewContextOptions WithoutScript = new() { JavaScriptEnabled = false };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Signing_in_asks_for_a_code_once_that_is_set_up_and_a_recovery_code_does_too(bool script) => browser.VisitAsync(
        async page =>
        {
            var name = await MakeUserAsync($"two-{script}");
            var account = new AccountPages(page);
            await new SignInPage(page).SignInAsync(name);
            var (secret, codes) = await account.EnableTwoFactorAsync();
            Assert.Equal(10, codes.Distinct().Count());
            await new SignInPage(page).SignOutAsync();

            // where it was going is kept through both steps
            await page.GotoAsync("users/sign_in?return_to=%2Fprojects%2Fnew");
            await new SignInPage(page).SubmitAsync(name, FilledBrowser.PasswordOf(name));
            await Assertions.Expect(account.Heading).ToHaveTextAsync("Enter your code");
            await account.EnterAsync("000000");
            await Assertions.Expect(new SignInPage(page).Problem).ToContainTextAsync("The code is wrong, or was used already.");
            var code = AccountPages.Code(secret, ahead: 1); // the one before was used to switch it on
            await account.EnterAsync(code);
            await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}projects/new");

            // a code counts once, and so does a recovery code
            await new SignInPage(page).SignOutAsync();
            await page.GotoAsync("users/sign_in");
            await new SignInPage(page).SubmitAsync(name, FilledBrowser.PasswordOf(name));
            await account.EnterAsync(code);
            await Assertions.Expect(new SignInPage(page).Problem).ToContainTextAsync("The code is wrong, or was used already.");
            await account.RecoverAsync(codes[3].ToLowerInvariant());
            await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}dashboard");
            await account.OpenAsync("two_factor_auth");
            await Assertions.Expect(page.GetByText("9 of 10 are left.")).ToBeVisibleAsync();
            await new SignInPage(page).SignOutAsync();
            await page.GotoAsync("users/sign_in");
            await new SignInPage(page).SubmitAsync(name, FilledBrowser.PasswordOf(name));
            await account.RecoverAsync(codes[3]);
            await Assertions.Expect(new SignInPage(page).Problem).ToContainTextAsync("The code is wrong, or was used already.");
        },
        script ? null : WithoutScript,
        $"{nameof(Signing_in_asks_for_a_code_once_that_is_set_up_and_a_recovery_code_does_too)}_{script}");

    [Fact]
    public Task Two_factor_authentication_is_switched_off_with_the_password_alone() => browser.VisitAsync(async page =>
    {
        var name = await MakeUserAsync("two-off");
        await new SignInPage(page).SignInAsync(name);
        await new AccountPages(page).EnableTwoFactorAsync();
        await new AccountPages(page).OpenAsync("two_factor_auth");

        await SwitchOffAsync("wrong-password");
        await Assertions.Expect(new SignInPage(page).Problem).ToHaveTextAsync("The password is wrong. Nothing was changed.");
        await SwitchOffAsync(FilledBrowser.PasswordOf(name));
        await Assertions.Expect(new AccountPages(page).Good).ToHaveTextAsync("Two-factor authentication is off. Sessions in other browsers have ended.");

        async Task SwitchOffAsync(string password)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Switch off…" }).ClickAsync();
            await page.Locator("#disable-password").FillAsync(password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Switch off", Exact = true }).ClickAsync();
        }
    });

    [Fact]
    public Task A_passkey_signs_in_without_a_name_or_a_code_until_it_is_removed() => browser.VisitAsync(async page =>
    {
        // Browsers keep passkeys for names, not for addresses.
        var start = new UriBuilder(browser.Start) { Host = "localhost" }.Uri;
        var name = await MakeUserAsync("key-holder");
        var protocol = await page.Context.NewCDPSessionAsync(page);
        await protocol.SendAsync("WebAuthn.enable");
        await protocol.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await page.GotoAsync($"{start}users/sign_in");
        await new SignInPage(page).SubmitAsync(name, FilledBrowser.PasswordOf(name));
        await Assertions.Expect(page).ToHaveURLAsync($"{start}dashboard");
        await page.GotoAsync($"{start}-/user_settings/passkeys");
        await page.GetByLabel("Name").FillAsync("work laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add passkey" }).ClickAsync();
        await Assertions.Expect(new AccountPages(page).Good).ToHaveTextAsync("The passkey is added. It signs you in from now on.");
        await new SignInPage(page).SignOutAsync();

        await page.GotoAsync($"{start}users/sign_in?return_to=%2Fprojects%2Fnew");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync($"{start}projects/new");

        await page.GotoAsync($"{start}-/user_settings/passkeys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove work laptop" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No passkeys yet")).ToBeVisibleAsync();
        await new SignInPage(page).SignOutAsync();
        await page.GotoAsync($"{start}users/sign_in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("That passkey was not accepted. Try again, or sign in with your password.")).ToBeVisibleAsync();
    });

    [Fact]
    public Task A_session_that_is_ended_elsewhere_is_over_at_once() => browser.VisitAsync(async page =>
    {
        var name = await MakeUserAsync("two-browsers");
        var account = new AccountPages(page);
        await new SignInPage(page).SignInAsync(name);
        await browser.VisitAsync(async other =>
        {
            await new SignInPage(other).SignInAsync(name);
            await account.OpenAsync("active_sessions");
            await Assertions.Expect(account.Sessions).ToHaveCountAsync(2);

            await page.GetByRole(AriaRole.Button, new() { Name = "End Chrome on Linux" }).ClickAsync();

            await Assertions.Expect(account.Good).ToHaveTextAsync("That browser is signed out.");
            await Assertions.Expect(account.Sessions.Locator("td:first-child")).ToHaveTextAsync(["Chrome on Linux this one"]);
            await other.GotoAsync("dashboard");
            await Assertions.Expect(other).ToHaveURLAsync($"{browser.Start}users/sign_in?return_to=%2Fdashboard");

            await new SignInPage(other).SignInAsync(name);
            await page.ReloadAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "End all others…" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "End all others", Exact = true }).ClickAsync();
            await Assertions.Expect(account.Good).ToHaveTextAsync("All other browsers are signed out.");
            await other.GotoAsync("dashboard");
            await Assertions.Expect(other).ToHaveURLAsync($"{browser.Start}users/sign_in?return_to=%2Fdashboard");
        }, name: "A_session_that_is_ended_elsewhere_the_other");
        await account.OpenAsync("active_sessions");
        await Assertions.Expect(account.Sessions).ToHaveCountAsync(1);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Who_confirms_with_the_password_goes_on_where_it_was_asked_and_nowhere_else(bool script) => browser.VisitAsync(
        async page =>
        {
            var confirm = new ConfirmPage(page);
            await new SignInPage(page).SignInAsync("sten");
            await confirm.OpenAsync("/-/user_settings/passkeys");
            await Assertions.Expect(confirm.Heading).ToHaveTextAsync("Confirm that it is you");

            await confirm.ConfirmAsync("not-the-password");
            await Assertions.Expect(confirm.Problem).ToBeVisibleAsync();
            await confirm.ConfirmAsync(FilledBrowser.PasswordOf("sten"));
            await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}-/user_settings/passkeys");

            await confirm.OpenAsync("https://elsewhere.example/");
            await confirm.ConfirmAsync(FilledBrowser.PasswordOf("sten"));
            await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}dashboard");
        },
        script ? null : WithoutScript,
        $"{nameof(Who_confirms_with_the_password_goes_on_where_it_was_asked_and_nowhere_else)}_{script}");

    [Fact]
    public Task A_cookie_of_a_session_that_was_signed_out_opens_nothing() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("sten");
        var kept = await page.Context.CookiesAsync();
        await new SignInPage(page).SignOutAsync();

        await page.Context.AddCookiesAsync(kept.Where(one => one.Name == "registry_session").Select(one => new Cookie { Name = one.Name, Value = one.Value, Domain = one.Domain, Path = one.Path }));
        await page.GotoAsync("dashboard");

        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}users/sign_in?return_to=%2Fdashboard");
    });

    [Fact]
    public Task Another_password_ends_the_sessions_of_other_browsers() => browser.VisitAsync(
        async page =>
        {
            var name = await MakeUserAsync("new-password");
            var account = new AccountPages(page);
            await new SignInPage(page).SignInAsync(name);
            await browser.VisitAsync(
                async other =>
                {
                    await new SignInPage(other).SignInAsync(name);
                    await account.OpenAsync("password");
                    await account.ChangePasswordAsync("not-the-password", "Another-horse-7");
                    await Assertions.Expect(new SignInPage(page).Problem).ToContainTextAsync("The current password is wrong.");

                    await account.ChangePasswordAsync(FilledBrowser.PasswordOf(name), "Another-horse-7");

                    await Assertions.Expect(account.Good).ToHaveTextAsync("The password is changed. Other browsers are signed out.");
                    await other.GotoAsync("dashboard");
                    await Assertions.Expect(other).ToHaveURLAsync($"{browser.Start}users/sign_in?return_to=%2Fdashboard");
                    await new SignInPage(other).SubmitAsync(name, FilledBrowser.PasswordOf(name));
                    await Assertions.Expect(new SignInPage(other).Problem).ToContainTextAsync("The user name or the password is wrong.");
                    await new SignInPage(other).SubmitAsync(name, "Another-horse-7");
                    await Assertions.Expect(other).ToHaveURLAsync($"{browser.Start}dashboard");
                },
                name: "Another_password_the_other");
        },
        WithoutScript);

    [Fact]
    public Task Preferences_are_kept_in_the_browser() => browser.VisitAsync(
        async page =>
        {
            await new SignInPage(page).SignInAsync("sten");
            await new AccountPages(page).OpenAsync("preferences");
            await page.GetByRole(AriaRole.Radio, new() { Name = "Dark" }).CheckAsync();
            await page.GetByLabel("Single-key shortcuts").UncheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Save preferences" }).ClickAsync();

            await Assertions.Expect(new AccountPages(page).Good).ToHaveTextAsync("The preferences are saved.");
            await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
            Assert.Equal(["shortcuts=off", "theme=dark"], (await page.Context.CookiesAsync()).Where(one => one.Name is "theme" or "shortcuts").Select(one => $"{one.Name}={one.Value}").Order());

            await page.GetByRole(AriaRole.Radio, new() { Name = "As the system says" }).CheckAsync();
            await page.GetByLabel("Single-key shortcuts").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Save preferences" }).ClickAsync();
            await Assertions.Expect(page.GetByLabel("Single-key shortcuts")).ToBeCheckedAsync();
            Assert.DoesNotContain(await page.Context.CookiesAsync(), one => one.Name is "theme" or "shortcuts");
        },
        WithoutScript);

    private async Task<string> MakeUserAsync(string name)
    {
        name = name.ToLowerInvariant();
        await browser.PrintAsync("user", "create", name, "--email", $"{name}@example.com", "--password", FilledBrowser.PasswordOf(name));
        return name;
    }
}
