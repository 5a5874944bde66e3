using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Web.Accounts;
using Xunit;

namespace Registry.Unit.Accounts;

public sealed class TwoFactorTests
{
    private const string Used = "The code is wrong, or was used already.";
    private const string Settings = "/-/user_settings/two_factor_auth";

    [Theory, EveryEngine]
    public async Task The_rows_hold_neither_the_secret_nor_a_recovery_code(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var ada = await registry.CreateUserAsync("ada");

        var (secret, codes) = await EnableAsync(registry, ada.Id);

        await using var database = registry.Open();
        var rows = await database.Set<IdentityUserToken<long>>().ToListAsync();
        Assert.Equal(["AuthenticatorKey", "RecoveryCodes"], rows.Select(row => row.Name).Order());
        foreach (var text in rows.Select(row => row.Value!).SelectMany(value => (string[])[value, Encoding.Latin1.GetString(Convert.FromBase64String(Padded(value)))]))
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
            Assert.All(codes, code => Assert.DoesNotContain(code, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory, EveryEngine]
    public async Task A_recovery_code_counts_once(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var ada = await registry.CreateUserAsync("ada");
        var (_, codes) = await EnableAsync(registry, ada.Id);

        var redeemed = new List<bool>();
        foreach (var code in (string[])[codes[0], codes[0], codes[9].ToLowerInvariant(), "AAAAA-AAAAA"])
        {
            redeemed.Add(await RedeemAsync(code));
        }

        Assert.Equal([true, false, true, false], redeemed);
        await using var scope = registry.Services.CreateAsyncScope();
        Assert.Equal(new TwoFactorState(true, 8), await scope.ServiceProvider.GetRequiredService<TwoFactor>().StateAsync(ada.Id));

        async Task<bool> RedeemAsync(string code)
        {
            await using var own = registry.Services.CreateAsyncScope();
            var users = own.ServiceProvider.GetRequiredService<UserManager<User>>();
            return (await users.RedeemTwoFactorRecoveryCodeAsync((await users.FindByIdAsync($"{ada.Id}"))!, code)).Succeeded;
        }
    }

    [Theory, EveryEngine]
    public async Task A_recovery_code_is_taken_however_it_is_typed_and_the_audit_tells_it_apart(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var ada = await registry.CreateUserAsync("ada");
        var (secret, codes) = await EnableAsync(registry, ada.Id);
        Assert.Matches("^[A-Z0-9]{5}-[A-Z0-9]{5}$", codes[0]);

        foreach (var typed in (string[])
            [
                codes[0], codes[1].ToLowerInvariant(), codes[2].Replace("-", "", StringComparison.Ordinal), $" {codes[3].Replace('-', ' ')}\t",
                codes[4].Replace("-", " \u2013 ", StringComparison.Ordinal), string.Join(' ', codes[5].ToLowerInvariant().ToCharArray()),
            ])
        {
            var recovered = await EnterRecoveryAsync(typed);
            Assert.Equal((typed, 302), (typed, recovered.Status));
        }

        foreach (var wrong in (string[])[codes[2], codes[2].Replace("-", "", StringComparison.Ordinal), codes[6][..^1], $"{codes[6]}A", "", "AAAAAAAAAA"])
        {
            Assert.Contains(Used, (await EnterRecoveryAsync(wrong)).Text, StringComparison.Ordinal);
        }

        using var other = new FormBrowser(registry);
        await other.SignInAsync("ada", "correct horse");
        await other.GetAsync("/users/two_factor");
        Assert.Contains(Used, (await EnterAsync(other, "000")).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await EnterAsync(other, Authenticator.Code(secret))).Status);
        await using var database = registry.Open();
        Assert.Equal(
            [
                .. Enumerable.Repeat("session.begin a session, by password and recovery code", 6), .. Enumerable.Repeat("session.refuse a wrong recovery code", 6),
                "session.refuse a wrong code", "session.begin a session, by password and code",
            ],
            await database.AuditEvents.Where(one => one.Action.StartsWith("session.")).OrderBy(one => one.Id).Select(one => one.Action + " " + one.Target).ToListAsync());

        async Task<HttpAnswer> EnterRecoveryAsync(string code)
        {
            using var browser = new FormBrowser(registry);
            Assert.Equal("/users/two_factor", browser.Goal(await browser.SignInAsync("ada", "correct horse")));
            await browser.GetAsync("/users/two_factor");
            return await browser.SendAsync("/users/two_factor", "recovery", ("recovery", code));
        }
    }

    [Theory, EveryEngine]
    public async Task Whose_phone_is_lost_is_let_in_by_password_again(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var ada = await registry.CreateUserAsync("ada");
        await EnableAsync(registry, ada.Id);
        await registry.Services.GetRequiredService<Sessions>().BeginAsync(new Actor { Kind = ActorKind.User, Id = ada.Id, Name = "ada" }, null, null, CancellationToken.None);

        await using var scope = registry.Services.CreateAsyncScope();
        var factor = scope.ServiceProvider.GetRequiredService<TwoFactor>();
        Assert.True(await factor.ResetAsync("Ada", RunningRegistry.Operator, CancellationToken.None));
        Assert.False(await factor.ResetAsync("Ada", RunningRegistry.Operator, CancellationToken.None));

        await using var database = registry.Open();
        Assert.Equal((0, 0), (await database.Set<IdentityUserToken<long>>().CountAsync(), await database.UserSessions.CountAsync()));
        Assert.Equal(
            ["session.begin a session", "session.end a session", "two_factor.disable ada"],
            await database.AuditEvents.Where(one => one.Action != "user.create").OrderBy(one => one.Id).Select(one => one.Action + " " + one.Target).ToListAsync());
    }

    [Fact]
    public async Task A_password_alone_logs_no_client_in_and_the_answer_says_what_does()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var ada = await registry.CreateUserAsync("ada");
        await EnableAsync(registry, ada.Id);

        var right = await LoginAsync("correct horse");
        var wrong = await LoginAsync("wrong horse");

        Assert.Equal(401, right.Status);
        Assert.Contains("This account uses two-factor authentication: a password alone is not enough. Log in by the browser (npm login --auth-type=web), or make an access token on the registry's pages.", right.Text, StringComparison.Ordinal);
        Assert.Equal(401, wrong.Status);
        Assert.DoesNotContain("two-factor", wrong.Text, StringComparison.Ordinal);
        await using var database = registry.Open();
        Assert.Equal(0, await database.PersonalAccessTokens.CountAsync());

        Task<HttpAnswer> LoginAsync(string password) => registry.SendAsync(
            HttpMethod.Put, "/api/v4/packages/npm/-/user/org.couchdb.user:ada", content: JsonContent.Create(new { name = "ada", password }));
    }

    [Theory, EveryEngine]
    public async Task A_code_counts_once_also_the_one_that_switched_it_on(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var ada = await registry.CreateUserAsync("ada");
        var (first, second) = await EnableByPageAsync(registry, ada);
        using var one = new FormBrowser(registry);
        using var other = new FormBrowser(registry);
        Assert.Equal("/users/two_factor", one.Goal(await one.SignInAsync("ada", "correct horse")));
        Assert.Equal("/users/two_factor", other.Goal(await other.SignInAsync("ada", "correct horse")));

        Assert.Contains(Used, (await EnterAsync(one, first)).Text, StringComparison.Ordinal);
        Assert.Equal((302, "/"), await GoesAsync(one, second));
        foreach (var again in (string[])[second, $"0{second}", $"+{second}", first])
        {
            Assert.Contains(Used, (await EnterAsync(other, again)).Text, StringComparison.Ordinal);
        }

        Assert.Equal(302, (await other.GetAsync("/-/user_settings/profile")).Status);
        await using var database = registry.Open();
        Assert.Equal(
            ["a session, by password", "a session, by password and code"],
            await database.AuditEvents.Where(told => told.Action == "session.begin").OrderBy(told => told.Id).Select(told => told.Target).ToListAsync());
    }

    [Theory, EveryEngine]
    public async Task Whose_secret_cannot_be_read_any_more_is_told_how_to_get_in_and_by_password_alone_nobody_does(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var ada = await registry.CreateUserAsync("ada");
        var (secret, codes) = await EnableAsync(registry, ada.Id);
        await LoseKeysAsync(registry);
        using var browser = new FormBrowser(registry);
        const string Told = "This registry cannot read the secret of your authenticator any more: the keys that protected it are lost. Sign in with a passkey";

        Assert.Equal("/users/two_factor", browser.Goal(await browser.SignInAsync("ada", "correct horse")));
        foreach (var answer in new[]
        {
            await browser.GetAsync("/users/two_factor"),
            await EnterAsync(browser, Authenticator.Code(secret)),
            await browser.SendAsync("/users/two_factor", "recovery", ("recovery", codes[0])),
        })
        {
            Assert.Equal(200, answer.Status);
            Assert.Contains(Told, answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(302, (await browser.GetAsync(Settings)).Status);
        var npm = await registry.SendAsync(
            HttpMethod.Put, "/api/v4/packages/npm/-/user/org.couchdb.user:ada", content: JsonContent.Create(new { name = "ada", password = "correct horse" }));
        Assert.Equal(401, npm.Status);
        Assert.Contains("uses two-factor authentication", npm.Text, StringComparison.Ordinal);

        // Who came by a passkey takes it off, as an administrator does for the others.
        await using var scope = registry.Services.CreateAsyncScope();
        var factor = scope.ServiceProvider.GetRequiredService<TwoFactor>();
        Assert.Equal(new TwoFactorState(true, 0, IsLost: true), await factor.StateAsync(ada.Id));
        Assert.True(await factor.ResetAsync("ada", RunningRegistry.Operator, CancellationToken.None));
        Assert.Equal("/", browser.Goal(await browser.SignInAsync("ada", "correct horse")));
    }

    // As if the rows had been written by the keys of another server.
    private static async Task LoseKeysAsync(RunningRegistry registry)
    {
        var other = new EphemeralDataProtectionProvider().CreateProtector("Registry.Accounts.TwoFactor");
        await using var database = registry.Open();
        foreach (var row in await database.Set<IdentityUserToken<long>>().ToListAsync())
        {
            row.Value = other.Protect("lost");
        }

        await database.SaveChangesAsync();
    }

    // Answers the code that was used, and the one that comes next.
    private static async Task<(string Used, string Next)> EnableByPageAsync(RunningRegistry registry, User user)
    {
        using var browser = await FormBrowser.SignedInAsync(registry, user.UserName!);
        await browser.GetAsync(Settings);
        await browser.SendAsync(Settings, "begin");
        await using var scope = registry.Services.CreateAsyncScope();
        var secret = (await scope.ServiceProvider.GetRequiredService<TwoFactor>().PendingAsync(user.Id))!;
        var (first, second) = (Authenticator.Code(secret), Authenticator.Code(secret, ahead: 1));
        Assert.Contains("Recovery codes", (await browser.SendAsync(Settings, "confirm", ("code", first))).Text, StringComparison.Ordinal);
        return (first, second);
    }

    private static Task<HttpAnswer> EnterAsync(FormBrowser browser, string code) => browser.SendAsync("/users/two_factor", "code", ("code", code));

    private static async Task<(int Status, string? Goal)> GoesAsync(FormBrowser browser, string code)
    {
        await browser.GetAsync("/users/two_factor");
        var answer = await EnterAsync(browser, code);
        return (answer.Status, browser.Goal(answer));
    }

    // As the page does it, but for the browser's session.
    private static async Task<(string Secret, string[] Codes)> EnableAsync(RunningRegistry registry, long userId)
    {
        await using var scope = registry.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var secret = (await scope.ServiceProvider.GetRequiredService<TwoFactor>().BeginAsync(userId, CancellationToken.None))!;
        var user = (await users.FindByIdAsync($"{userId}"))!;
        Assert.Equal(secret, await users.GetAuthenticatorKeyAsync(user));
        await users.SetTwoFactorEnabledAsync(user, enabled: true);
        return (secret, [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 10))!]);
    }

    // Protected text is Base64Url.
    private static string Padded(string value) =>
        value.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (value.Length % 4)) % 4);
}
