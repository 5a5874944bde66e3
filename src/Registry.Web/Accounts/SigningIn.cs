using Microsoft.AspNetCore.Identity;
using Registry.Data.Entities;

namespace Registry.Web.Accounts;

/// <summary>Signs people in by user name or e-mail address and password.</summary>
internal sealed class SigningIn(SignInManager<User> sessions, UserManager<User> users, IPasswordHasher<User> hasher)
{
    // The same whatever is wrong: other words would tell which names exist.
    private const string Refusal = "The user name or the password is wrong. After ten wrong passwords an account takes none for ten minutes.";

    private static readonly User Nobody = new();

    /// <summary>Null if the session has begun, else what to tell; the same words for a wrong name and a wrong password.</summary>
    public async Task<string?> SignInAsync(string login, string password, bool remember)
    {
        var user = await FindAsync(login, password);
        return user is not null && (await sessions.PasswordSignInAsync(user, password, remember, lockoutOnFailure: true)).Succeeded ? null : Refusal;
    }

    /// <summary>The account, if the password is its own. Wrong ones count as when signing in.</summary>
    public async Task<User?> CheckAsync(string login, string password)
    {
        var user = await FindAsync(login, password);
        return user is not null && (await sessions.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true)).Succeeded ? user : null;
    }

    /// <summary>Begins a session of an account that was just made.</summary>
    public Task BeginAsync(User user) => sessions.SignInAsync(user, isPersistent: false);

    public Task SignOutAsync() => sessions.SignOutAsync();

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
}
