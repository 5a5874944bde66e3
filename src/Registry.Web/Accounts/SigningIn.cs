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
        var user = await users.FindByNameAsync(login) ?? (login.Contains('@') ? await users.FindByEmailAsync(login) : null);
        if (user is null)
        {
            // As slow as a wrong password, so that time does not tell which names exist.
            hasher.HashPassword(Nobody, password);
            return Refusal;
        }

        if (user.BlockedAt is not null)
        {
            hasher.HashPassword(Nobody, password);
            return Refusal;
        }

        var result = await sessions.PasswordSignInAsync(user, password, remember, lockoutOnFailure: true);
        return result.Succeeded ? null : Refusal;
    }

    /// <summary>Begins a session of an account that was just made.</summary>
    public Task BeginAsync(User user) => sessions.SignInAsync(user, isPersistent: false);

    public Task SignOutAsync() => sessions.SignOutAsync();
}
