using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Hosting;
using Registry.Unit.Npm;
using Registry.Web.Accounts;
using Xunit;

namespace Registry.Unit.Accounts;

/// <summary>What opens an account is changed only shortly after its user has shown to be it.</summary>
public sealed class ConfirmationTests
{
    private const string Tokens = "/-/user_settings/personal_access_tokens";
    private const string TwoFactor = "/-/user_settings/two_factor_auth";
    private const string Passkeys = "/-/user_settings/passkeys";

    private static readonly (string, string)[] Wanted = [("Input.Name", "ci & more"), ("Input.Ends", "30"), ("Input.Scopes", "read_api")];

    private readonly SetTime _time = new(DateTimeOffset.UtcNow);

    [Theory, EveryEngine]
    public async Task A_quarter_of_an_hour_after_signing_in_the_password_is_asked_for_again(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(_time, engine);
        await registry.CreateUserAsync("ada");
        using var browser = await FormBrowser.SignedInAsync(registry, "ada");

        _time.Now += TimeSpan.FromMinutes(14);
        Assert.Equal(200, (await browser.GetAsync($"{Tokens}?new=true")).Status);
        var made = await browser.SendAsync($"{Tokens}?new=true", "new-token", [("Input.Once", "1"), .. Wanted]);
        Assert.Contains("ci &amp; more is ready", made.Text, StringComparison.Ordinal);

        _time.Now += TimeSpan.FromMinutes(2);
        var asked = await browser.GetAsync($"{Tokens}?new=true");
        Assert.Equal((302, "/users/confirm?return_to=%2F-%2Fuser_settings%2Fpersonal_access_tokens%3Fnew%3Dtrue"), (asked.Status, browser.Goal(asked)));
        Assert.Equal(200, (await browser.GetAsync(Tokens)).Status); // to read is no change
        var refused = await browser.SendAsync($"{Tokens}?new=true", "new-token", [("Input.Once", "2"), .. Wanted]);
        Assert.Equal(
            (302, "/users/confirm?return_to=%2F-%2Fuser_settings%2Fpersonal_access_tokens%3Fname%3Dci%2520%2526%2520more%26description%3D%26scopes%3Dread_api&undone=true"),
            (refused.Status, browser.Goal(refused)));
        Assert.Equal(["ci & more"], await NamesAsync(registry));

        var page = browser.Goal(asked)!;
        Assert.Equal(200, (await browser.GetAsync(page)).Status);
        var wrong = await browser.SendAsync(page, "confirm-password", ("password", "wrong horse"));
        Assert.Equal(200, wrong.Status);
        Assert.Contains("The password is wrong. After ten wrong ones the account takes none for ten minutes.", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(302, (await browser.GetAsync($"{Tokens}?new=true")).Status);

        var right = await browser.SendAsync(page, "confirm-password", ("password", "correct horse"));
        Assert.Equal((302, $"{Tokens}?new=true"), (right.Status, browser.Goal(right)));
        _time.Now += TimeSpan.FromMinutes(14);
        Assert.Equal(200, (await browser.GetAsync($"{Tokens}?new=true")).Status);
        _time.Now += TimeSpan.FromMinutes(2);
        Assert.Equal(302, (await browser.GetAsync($"{Tokens}?new=true")).Status);

        await using var database = registry.Open();
        var told = Assert.Single(await database.AuditEvents.Where(one => one.Action == "session.confirm").ToListAsync());
        Assert.Equal(("ada", "ada", "127.0.0.1"), (told.Actor.Name, told.Target, told.Address));
        Assert.Equal(1, await database.UserSessions.CountAsync()); // it is the same session
    }

    [Theory, EveryEngine]
    public async Task Nor_does_an_administrator_change_what_opens_the_account_of_somebody_else(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(_time, engine);
        await registry.CreateUserAsync("ada", isAdmin: true);
        var jane = await registry.CreateUserAsync("jane");
        using var browser = await FormBrowser.SignedInAsync(registry, "ada");
        var page = $"/admin/users/{jane.Id}";
        (string, string)[] account = [("Input.Name", "Jane"), ("Input.Email", "jane@example.com")];
        await using var database = registry.Open();
        await database.Users.Where(user => user.Id == jane.Id).ExecuteUpdateAsync(user => user.SetProperty(one => one.TwoFactorEnabled, true));
        _time.Now += TimeSpan.FromMinutes(16);

        var off = await browser.SendAsync(page, "two-factor-off");
        Assert.Equal((302, $"/users/confirm?return_to={Uri.EscapeDataString(page)}&undone=true"), (off.Status, browser.Goal(off)));
        foreach (var more in new[] { ("Input.Password", "another horse 7"), ("Input.IsAdmin", "true") })
        {
            var asked = await browser.SendAsync(page, "user", [.. account, more]);
            Assert.Equal((302, $"/users/confirm?return_to={Uri.EscapeDataString(page)}&undone=true"), (asked.Status, browser.Goal(asked)));
        }

        var named = await browser.SendAsync(page, "user", account);
        Assert.Equal((302, $"{page}?done=saved"), (named.Status, browser.Goal(named)));
        var now = await database.Users.SingleAsync(user => user.Id == jane.Id);
        Assert.Equal(("Jane", jane.PasswordHash, false, true), (now.Name, now.PasswordHash, now.IsAdmin, now.TwoFactorEnabled));
    }

    [Theory, EveryEngine]
    public async Task Nothing_that_opens_the_account_changes_before_that(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(_time, engine);
        var ada = await registry.CreateUserAsync("ada");
        await registry.CreateTokenAsync(ada);
        using var browser = await FormBrowser.SignedInAsync(registry, "ada");
        Assert.Equal(200, (await browser.SendAsync(TwoFactor, "begin")).Status);
        _time.Now += TimeSpan.FromMinutes(9);
        var login = (await registry.Services.GetRequiredService<CommandLineLogins>().BeginAsync("npm", null, CancellationToken.None))!;
        _time.Now += TimeSpan.FromMinutes(7);

        foreach (var (path, form) in new[] { (Tokens, "rotate-1"), (TwoFactor, "begin"), (TwoFactor, "confirm"), (Passkeys, "add-passkey"), ($"/-/login/{login.Confirm}", "confirm-login") })
        {
            var answer = await browser.SendAsync(path, form, ("ends", "30"), ("once", "1"), ("code", "123456"), ("credential", "{}"), ("name", "key"));
            Assert.Equal((form, 302, $"/users/confirm?return_to={Uri.EscapeDataString(path)}&undone=true"), (form, answer.Status, browser.Goal(answer)));
        }

        var confirmed = await browser.GetAsync($"/-/login/{login.Confirm}");
        Assert.Equal((302, $"/users/confirm?return_to=%2F-%2Flogin%2F{login.Confirm}"), (confirmed.Status, browser.Goal(confirmed)));
        Assert.Equal(403, (await browser.SendAsync($"{Passkeys}/options", "add-passkey")).Status);
        Assert.Contains("href=\"users/confirm?return_to=%2F-%2Fuser_settings%2Fpasskeys\"", (await browser.GetAsync(Passkeys)).Text, StringComparison.Ordinal);
        await using var database = registry.Open();
        Assert.Null(Assert.Single(await database.PersonalAccessTokens.ToListAsync()).RevokedAt);
        Assert.Equal((1, 0), (await database.Set<IdentityUserToken<long>>().CountAsync(), await database.Set<IdentityUserPasskey<long>>().CountAsync())); // the secret that waits for its code
        Assert.False((await database.Users.SingleAsync()).TwoFactorEnabled);
        Assert.All(await database.LoginRequests.ToListAsync(), one => Assert.Null(one.UserId));
    }

    [Theory, EveryEngine]
    public async Task No_button_that_makes_a_secret_does_so_before_that(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(_time, engine);
        var ada = await registry.CreateUserAsync("ada", isAdmin: true);
        await registry.CreateProjectAsync("acme/empty");
        var full = await registry.CreateProjectAsync("acme/full");
        await registry.AddMemberAsync("acme", ada, AccessLevel.Owner);
        Assert.Equal(200, (await registry.PublishAsync(full, "web", "1.0.0", await registry.CreateTokenAsync(ada))).Status);
        using var browser = await FormBrowser.SignedInAsync(registry, "ada");
        await using var database = registry.Open();
        var package = $"/acme/full/-/packages/{(await database.Packages.SingleAsync()).Id}?tab=files";
        const string Empty = "/acme/empty/-/packages";
        const string Deploy = "?name=prod%20%26%20more&username=eve&scopes=read_package_registry&ends=day&day=2999-12-31";
        (string, string)[] fields =
        [
            ("Once", "1"), ("Input.Once", "1"), ("Input.Name", "prod & more"), ("Input.Scopes", "read_package_registry"), ("Input.Ends", "day"), ("Input.Day", "2999-12-31"),
            ("Input.Username", "eve"), ("Input.Email", "eve@example.com"), ("Input.Password", "correct horse"), ("Input.IsAdmin", "true"),
        ];
        (string Page, string Form, string More)[] forms =
        [
            (Empty, "first-token", ""), (package, "install-token", ""), ("/acme/full/-/settings/repository", "new-deploy-token", Deploy),
            ("/groups/acme/-/settings/repository", "new-deploy-token", Deploy), ("/admin/users/new", "new-user", ""),
        ];
        foreach (var (page, form, _) in forms)
        {
            Assert.Contains($"value=\"{form}\"", (await browser.GetAsync(page)).Text, StringComparison.Ordinal);
        }

        var before = await SecretsAsync(registry);
        _time.Now += TimeSpan.FromMinutes(16);
        foreach (var (page, form, more) in forms)
        {
            var asked = await browser.SendAsync(page, form, fields);
            Assert.Equal((page, 302, $"/users/confirm?return_to={Uri.EscapeDataString(page + more)}&undone=true"), (page, asked.Status, browser.Goal(asked)));
        }

        var early = await browser.GetAsync("/admin/users/new");
        Assert.Equal((302, "/users/confirm?return_to=%2Fadmin%2Fusers%2Fnew"), (early.Status, browser.Goal(early)));
        Assert.Equal(before, await SecretsAsync(registry));

        // Once confirmed each does what it did not, with the form as it was filled in.
        await browser.SendAsync("/users/confirm", "confirm-password", ("password", "correct horse"));
        var filled = (await browser.GetAsync($"/acme/full/-/settings/repository{Deploy}")).Text;
        foreach (var field in (string[])["<details class=\"panel\" open", "value=\"prod &amp; more\"", "value=\"eve\"", "value=\"2999-12-31\"", "value=\"read_package_registry\" checked"])
        {
            Assert.Contains(field, filled, StringComparison.Ordinal);
        }

        foreach (var (page, form, _) in forms)
        {
            var once = fields.Select(field => field.Item1.EndsWith("Once", StringComparison.Ordinal) ? (field.Item1, page) : field).ToArray();
            Assert.Equal((page, form == "new-user" ? 302 : 200), (page, (await browser.SendAsync(page, form, once)).Status));
        }

        Assert.Equal((before.Personal + 2, before.Deploy + 2, before.Users + 1), await SecretsAsync(registry));
    }

    [Fact]
    public async Task A_cookie_that_was_copied_before_is_not_confirmed_along()
    {
        await using var registry = await RunningRegistry.StartAsync(_time);
        await registry.CreateUserAsync("ada");
        using var browser = await FormBrowser.SignedInAsync(registry, "ada");
        using var thief = new FormBrowser(registry);
        thief.Cookies.Add(browser.Cookies.GetCookies(registry.Address));
        _time.Now += TimeSpan.FromMinutes(16);

        Assert.Equal(302, (await browser.SendAsync("/users/confirm", "confirm-password", ("password", "correct horse"))).Status);

        Assert.Equal(200, (await browser.GetAsync($"{Tokens}?new=true")).Status);
        Assert.Equal(302, (await thief.GetAsync($"{Tokens}?new=true")).Status);
        Assert.Equal(200, (await thief.GetAsync(Tokens)).Status);
    }

    [Theory]
    [InlineData("//evil.example.com/")]
    [InlineData("https://evil.example.com/")]
    [InlineData("/\\evil.example.com")]
    public async Task It_leads_nowhere_else_afterwards(string elsewhere)
    {
        await using var registry = await RunningRegistry.StartAsync(_time);
        await registry.CreateUserAsync("ada");
        using var browser = await FormBrowser.SignedInAsync(registry, "ada");

        var answer = await browser.SendAsync($"/users/confirm?return_to={Uri.EscapeDataString(elsewhere)}", "confirm-password", ("password", "correct horse"));

        Assert.Equal((302, "/"), (answer.Status, browser.Goal(answer)));
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_it_as_they_do_when_signing_in()
    {
        await using var registry = await RunningRegistry.StartAsync(_time);
        await registry.CreateUserAsync("ada");
        using var browser = await FormBrowser.SignedInAsync(registry, "ada");
        for (var tries = 0; tries < 10; tries++)
        {
            Assert.Equal(200, (await browser.SendAsync("/users/confirm", "confirm-password", ("password", "wrong horse"))).Status);
        }

        Assert.Equal(200, (await browser.SendAsync("/users/confirm", "confirm-password", ("password", "correct horse"))).Status);
        using var other = new FormBrowser(registry);
        Assert.Equal(200, (await other.SignInAsync("ada", "correct horse")).Status);
    }

    [Fact]
    public async Task A_passkey_of_nobody_confirms_nothing_and_is_refused_in_words()
    {
        await using var registry = await RunningRegistry.StartAsync(_time);
        var ada = await registry.CreateUserAsync("ada");
        using var browser = await FormBrowser.SignedInAsync(registry, "ada");
        Assert.DoesNotContain("confirm-passkey", (await browser.GetAsync("/users/confirm")).Text, StringComparison.Ordinal); // there is none yet
        await registry.AddPasskeyAsync(ada, "work laptop");

        var answer = await browser.SendAsync("/users/confirm", "confirm-passkey", ("credential", ""));

        Assert.Equal(200, answer.Status);
        Assert.Contains("That passkey was not accepted. Try again, or give your password.", answer.Text, StringComparison.Ordinal);
    }

    private static async Task<(int Personal, int Deploy, int Users)> SecretsAsync(RunningRegistry registry)
    {
        await using var database = registry.Open();
        return (await database.PersonalAccessTokens.CountAsync(), await database.DeployTokens.CountAsync(), await database.Users.CountAsync());
    }

    private static async Task<List<string>> NamesAsync(RunningRegistry registry)
    {
        await using var database = registry.Open();
        return await database.PersonalAccessTokens.Select(token => token.Name).ToListAsync();
    }
}
