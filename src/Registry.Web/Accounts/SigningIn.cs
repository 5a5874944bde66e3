using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Accounts;

/// <summary>Signs people in: by user name or e-mail address and password, then by a code where the account wants one; or by a passkey.</summary>
internal sealed class SigningIn(
    SignInManager<User> sessions, UserManager<User> users, IUserStore<User> store, IPasswordHasher<User> hasher, Sessions begun, TimeProvider time)
{
    /// <summary>The method that a principal names which a passkey began.</summary>
    public const string Passkey = "passkey";

    /// <summary>Among the items of a request that signs in by a recovery code.</summary>
    public static readonly object RecoveryCode = new();

    // The same whatever is wrong: other words would tell which names exist.
    private const string Refusal = "The user name or the password is wrong. After ten wrong passwords an account takes none for ten minutes.";
    private const string WrongCode = "The code is wrong, or was used already. After ten wrong ones the account takes none for ten minutes.";

    private const string Lost = "This registry cannot read the secret of your authenticator any more: the keys that protected it are lost. Sign in with a passkey or a "
        + "recovery code that you made since, or ask an administrator to take two-factor authentication off your account.";

    private const string WrongPassword = "a wrong password";

    private static readonly User Nobody = new();

    /// <summary>Begins a session, or the wait for a code; the same words for a wrong name and a wrong password.</summary>
    public async Task<SignInOutcome> SignInAsync(string login, string password, bool remember)
    {
        if (await FindAsync(login, password) is not { } user)
        {
            return new SignInOutcome.Refused(Refusal);
        }

        var wasLocked = await users.IsLockedOutAsync(user);
        switch (await sessions.PasswordSignInAsync(user, password, remember, lockoutOnFailure: true))
        {
            case { Succeeded: true }:
                return new SignInOutcome.SignedIn();
            case { RequiresTwoFactor: true }:
                return new SignInOutcome.NeedsCode();
            default:
                await TellRefusalAsync(user, WrongPassword, wasLocked);
                return new SignInOutcome.Refused(Refusal);
        }
    }

    /// <summary>Whether this browser has given a password and not yet the code.</summary>
    public async Task<bool> AwaitsCodeAsync() => await sessions.GetTwoFactorAuthenticationUserAsync() is { BlockedAt: null };

    /// <summary>Why no code of the authenticator lets in whoever this browser awaits; null as long as one does.</summary>
    public async Task<string?> FindObstacleAsync() =>
        await sessions.GetTwoFactorAuthenticationUserAsync() is { BlockedAt: null } user && await HasLostAuthenticatorAsync(user) ? Lost : null;

    /// <summary>Begins the session with a code of the authenticator. Each code counts once.</summary>
    public async Task<SignInOutcome> EnterCodeAsync(string code, bool remember)
    {
        if (await sessions.GetTwoFactorAuthenticationUserAsync() is not { BlockedAt: null } user || await users.IsLockedOutAsync(user))
        {
            return new SignInOutcome.Refused(WrongCode);
        }

        if (await CheckCodeAsync(user, code) == CodeCheck.Used)
        {
            return await RefuseCodeAsync(user); // not told: nothing counts these, and so nothing would bound the events
        }

        // A wrong one goes on to Identity, which counts it.
        if ((await sessions.TwoFactorAuthenticatorSignInAsync(Plain(code), remember, rememberClient: false)).Succeeded)
        {
            return new SignInOutcome.SignedIn();
        }

        await TellRefusalAsync(user, "a wrong code", wasLocked: false);
        return await RefuseCodeAsync(user);
    }

    /// <summary>Begins the session with a recovery code, which is used up by it.</summary>
    public async Task<SignInOutcome> EnterRecoveryCodeAsync(string code)
    {
        if (await sessions.GetTwoFactorAuthenticationUserAsync() is not { BlockedAt: null } user || await users.IsLockedOutAsync(user))
        {
            return new SignInOutcome.Refused(WrongCode);
        }

        sessions.Context.Items[RecoveryCode] = true;
        if ((await sessions.TwoFactorRecoveryCodeSignInAsync(code)).Succeeded)
        {
            return new SignInOutcome.SignedIn();
        }

        await users.AccessFailedAsync(user); // Identity does not count these
        await TellRefusalAsync(user, "a wrong recovery code", wasLocked: false);
        return await RefuseCodeAsync(user);
    }

    /// <summary>Begins a session with what the browser made of a passkey.</summary>
    public async Task<SignInOutcome> SignInByPasskeyAsync(string credential)
    {
        var assertion = await PerformAsync(credential);
        if (assertion is not { Succeeded: true, User: { BlockedAt: null } user })
        {
            return new SignInOutcome.Refused("That passkey was not accepted. Try again, or sign in with your password.");
        }

        await users.AddOrUpdatePasskeyAsync(user, assertion.Passkey); // it counts its uses
        await sessions.SignInAsync(user, isPersistent: false, Passkey);
        return new SignInOutcome.SignedIn();
    }

    /// <summary>What the name and the password are worth without a browser. Wrong ones count as when signing in.</summary>
    public async Task<PasswordCheck> CheckAsync(string login, string password) =>
        await FindAsync(login, password) is not { } user || !await IsPasswordOfAsync(user, password) ? new PasswordCheck.Wrong()
        : user.TwoFactorEnabled ? new PasswordCheck.NeedsCode()
        : new PasswordCheck.Right(user);

    /// <summary>Whether it is the account's password. Wrong ones count as when signing in.</summary>
    public async Task<bool> IsPasswordOfAsync(User user, string password)
    {
        var wasLocked = await users.IsLockedOutAsync(user);
        if ((await sessions.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true)).Succeeded)
        {
            return true;
        }

        await TellRefusalAsync(user, WrongPassword, wasLocked);
        return false;
    }

    /// <summary>Whether the account's authenticator shows the code now, which uses it up.</summary>
    public async Task<bool> IsCodeOfAsync(User user, string code) => await CheckCodeAsync(user, code) == CodeCheck.Right;

    /// <summary>Whether the browser made it of one of the account's passkeys.</summary>
    public async Task<bool> IsPasskeyOfAsync(User user, string credential)
    {
        if (await PerformAsync(credential) is not { Succeeded: true } assertion || assertion.User.Id != user.Id)
        {
            return false;
        }

        await users.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey);
        return true;
    }

    /// <summary>Begins a session of an account that was just made.</summary>
    public Task BeginAsync(User user) => sessions.SignInAsync(user, isPersistent: false);

    /// <summary>Lets this browser's session go on after its account's stamp has moved, which ended all others.</summary>
    public Task GoOnAsync(User user) => sessions.RefreshSignInAsync(user);

    public Task SignOutAsync() => sessions.SignOutAsync();

    // Whoever sends the form without having asked for options finds none on the server, which Identity takes for a fault of the program.
    private async Task<PasskeyAssertionResult<User>?> PerformAsync(string credential)
    {
        try
        {
            return await sessions.PerformPasskeyAssertionAsync(credential);
        }
        catch (Exception unusable) when (unusable is InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    // Tries of a locked account are not told, which bounds the events as the lock bounds the tries; and hanging up hides none.
    private async Task TellRefusalAsync(User user, string what, bool wasLocked)
    {
        if (!wasLocked)
        {
            var account = new Actor { Kind = ActorKind.User, Id = user.Id, Name = user.UserName! };
            var told = await users.IsLockedOutAsync(user) ? $"{what}, which locked the account" : what;
            await begun.RefuseAsync(new AuditSource(account, Address: sessions.Context.Connection.RemoteIpAddress?.ToString()), told, CancellationToken.None);
        }
    }

    private async Task<SignInOutcome> RefuseCodeAsync(User user) => new SignInOutcome.Refused(await HasLostAuthenticatorAsync(user) ? Lost : WrongCode);

    private Task<bool> HasLostAuthenticatorAsync(User user) => ((ProtectedUserStore)store).HasLostAuthenticatorAsync(user, CancellationToken.None);

    private async Task<CodeCheck> CheckCodeAsync(User user, string code)
    {
        var plain = Plain(code);
        if (!await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, plain))
        {
            return CodeCheck.Wrong;
        }

        // By its number, as Identity compares it: with a zero in front it is the same code.
        return await ((ProtectedUserStore)store).TryTakeCodeAsync(user, int.Parse(plain, CultureInfo.CurrentCulture), time.GetUtcNow(), CancellationToken.None)
            ? CodeCheck.Right
            : CodeCheck.Used;
    }

    private static string Plain(string code) => code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    private async Task<User?> FindAsync(string login, string password)
    {
        var user = await users.FindByNameAsync(login) ?? (login.Contains('@') ? await users.FindByEmailAsync(login) : null);
        if (user is { BlockedAt: null })
        {
            return user;
        }

        // As slow as a wrong password, so that time does not tell which names exist.
        hasher.HashPassword(Nobody, password);
        return null;
    }

    private enum CodeCheck
    {
        Wrong,
        Used,
        Right,
    }
}
