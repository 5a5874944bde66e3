using Microsoft.AspNetCore.Identity;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Accounts;

/// <summary>
/// Whether who is signed in has lately shown to be the account's: a browser that was left open, or a cookie that was taken, gets
/// nothing that outlives its session.
/// </summary>
internal sealed class Confirmation(SigningIn signingIn, UserManager<User> users, RegistryDbContext database, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>True within a quarter of an hour after the session began, or was confirmed.</summary>
    public bool IsRecent(HttpContext context) => context.GetConfirmedAt() is { } at && time.GetUtcNow() - at <= Patience;

    /// <summary>Whether the account has a password, and a passkey, to confirm by.</summary>
    public async Task<(bool Password, bool Passkey)> WaysAsync(HttpContext context) =>
        await OwnAsync(context) is { } user ? (await users.HasPasswordAsync(user), (await users.GetPasskeysAsync(user)).Count > 0) : (false, false);

    /// <summary>Confirms the session; false for a wrong password, which counts as when signing in.</summary>
    public Task<bool> ByPasswordAsync(HttpContext context, string password) => ConfirmAsync(context, user => signingIn.IsPasswordOfAsync(user, password));

    /// <summary>Confirms the session with what the browser made of a passkey; false if that is none of the account's.</summary>
    public Task<bool> ByPasskeyAsync(HttpContext context, string credential) => ConfirmAsync(context, user => signingIn.IsPasskeyOfAsync(user, credential));

    private async Task<bool> ConfirmAsync(HttpContext context, Func<User, Task<bool>> isProof)
    {
        if (await OwnAsync(context) is not { } user || !await isProof(user))
        {
            return false;
        }

        database.AuditEvents.Add(context.GetAuditSource().Event(time.GetUtcNow(), "session.confirm", user.UserName!));
        await database.SaveChangesAsync(context.RequestAborted);
        await SessionAuthentication.ConfirmAsync(context, time.GetUtcNow());
        return true;
    }

    private async Task<User?> OwnAsync(HttpContext context) => context.GetCaller() is Caller.Account own ? await users.FindByIdAsync($"{own.UserId}") : null;
}
