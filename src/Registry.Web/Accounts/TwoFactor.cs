using Microsoft.AspNetCore.Identity;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Accounts;

/// <summary>An authenticator beside the password: set up, confirmed, renewed, taken off. Each change ends the account's other sessions.</summary>
internal sealed class TwoFactor(UserManager<User> users, IUserStore<User> store, SigningIn signingIn, RegistryDbContext database, Sessions sessions, TimeProvider time)
{
    private const int CodeCount = 10;

    private ProtectedUserStore Store => (ProtectedUserStore)store;

    /// <summary>Whether it is on, and how many recovery codes are left.</summary>
    public async Task<TwoFactorState> StateAsync(long userId) =>
        await users.FindByIdAsync($"{userId}") is { TwoFactorEnabled: true } user
            ? new TwoFactorState(true, await users.CountRecoveryCodesAsync(user), await Store.HasLostAuthenticatorAsync(user, CancellationToken.None))
            : new TwoFactorState(false, 0);

    /// <summary>Keeps a new secret for the account, of no consequence until a code confirms it. Null if it is on already.</summary>
    public async Task<string?> BeginAsync(long userId, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync($"{userId}") is not { TwoFactorEnabled: false } user)
        {
            return null;
        }

        var secret = users.GenerateNewAuthenticatorKey();
        await Store.SetAuthenticatorKeyAsync(user, secret, cancellationToken);
        await users.UpdateAsync(user);
        return secret;
    }

    /// <summary>The secret that waits to be confirmed.</summary>
    public async Task<string?> PendingAsync(long userId) =>
        await users.FindByIdAsync($"{userId}") is { TwoFactorEnabled: false } user ? await users.GetAuthenticatorKeyAsync(user) : null;

    /// <summary>Switches it on if the code is right, and answers the recovery codes, which are never shown again; null for a wrong code.</summary>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(long userId, string code, long? sessionId, AuditSource by, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync($"{userId}") is not { TwoFactorEnabled: false } user
            || !await signingIn.IsCodeOfAsync(user, code))
        {
            return null;
        }

        await users.SetTwoFactorEnabledAsync(user, enabled: true);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, CodeCount);
        await ToldAsync(user, "two_factor.enable", sessionId, by, cancellationToken);
        return [.. codes!];
    }

    /// <summary>Replaces the recovery codes; null for a wrong password.</summary>
    public async Task<IReadOnlyList<string>?> RenewCodesAsync(long userId, string password, AuditSource by, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync($"{userId}") is not { TwoFactorEnabled: true } user || !await signingIn.IsPasswordOfAsync(user, password))
        {
            return null;
        }

        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, CodeCount);
        database.AuditEvents.Add(by.Event(time.GetUtcNow(), "two_factor.renew_codes", user.UserName!));
        await database.SaveChangesAsync(cancellationToken);
        return [.. codes!];
    }

    /// <summary>Takes it off; false for a wrong password.</summary>
    public async Task<bool> DisableAsync(long userId, string password, long? sessionId, AuditSource by, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync($"{userId}") is not { TwoFactorEnabled: true } user || !await signingIn.IsPasswordOfAsync(user, password))
        {
            return false;
        }

        await Store.ForgetTwoFactorAsync(user, cancellationToken);
        await users.SetTwoFactorEnabledAsync(user, enabled: false);
        await ToldAsync(user, "two_factor.disable", sessionId, by, cancellationToken);
        return true;
    }

    /// <summary>Takes it off for somebody who has lost it; false if it was not on.</summary>
    public async Task<bool> ResetAsync(string userName, AuditSource by, CancellationToken cancellationToken)
    {
        if (await users.FindByNameAsync(userName) is not { TwoFactorEnabled: true } user)
        {
            return false;
        }

        await Store.ForgetTwoFactorAsync(user, cancellationToken);
        await users.SetTwoFactorEnabledAsync(user, enabled: false);
        await sessions.EndOthersAsync(user.Id, keptId: null, by, cancellationToken);
        database.AuditEvents.Add(by.Event(time.GetUtcNow(), "two_factor.disable", user.UserName!));
        await database.SaveChangesAsync(cancellationToken);
        return true;
    }

    private async Task ToldAsync(User user, string action, long? sessionId, AuditSource by, CancellationToken cancellationToken)
    {
        database.AuditEvents.Add(by.Event(time.GetUtcNow(), action, user.UserName!));
        await database.SaveChangesAsync(cancellationToken);
        await sessions.EndOthersAsync(user.Id, sessionId, by, cancellationToken);
        await signingIn.GoOnAsync(user);
    }
}

/// <param name="CodesLeft">Recovery codes that were not used yet.</param>
/// <param name="IsLost">The secret of the authenticator cannot be read any more, so that none of its codes is right.</param>
public sealed record TwoFactorState(bool IsEnabled, int CodesLeft, bool IsLost = false);
