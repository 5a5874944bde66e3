using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Accounts;

/// <summary>The passkeys of an account.</summary>
internal sealed class Passkeys(UserManager<User> users, SignInManager<User> sessions, RegistryDbContext database, TimeProvider time)
{
    private const int Most = 50;
    private const int LongestName = 100;

    public async Task<IReadOnlyList<UserPasskeyInfo>> ListAsync(long userId) =>
        await users.FindByIdAsync($"{userId}") is { } user ? [.. (await users.GetPasskeysAsync(user)).OrderByDescending(passkey => passkey.CreatedAt)] : [];

    /// <summary>What the browser needs to make one, as JSON. What was asked is remembered in a cookie.</summary>
    public async Task<string?> CreationOptionsAsync(long userId) => await users.FindByIdAsync($"{userId}") is { } user
        ? await sessions.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = $"{user.Id}", Name = user.UserName!, DisplayName = user.Name })
        : null;

    /// <summary>What the browser needs to use one, whosever it is, as JSON.</summary>
    public Task<string> RequestOptionsAsync() => sessions.MakePasskeyRequestOptionsAsync(user: null);

    /// <summary>Keeps what the browser made; a sentence if it is not accepted.</summary>
    public async Task<string?> AddAsync(long userId, string credential, string name, AuditSource by, CancellationToken cancellationToken)
    {
        const string refused = "The browser's passkey was not accepted. Begin again.";
        if (await users.FindByIdAsync($"{userId}") is not { } user)
        {
            return refused;
        }

        if ((await users.GetPasskeysAsync(user)).Count >= Most)
        {
            return $"An account holds {Most} passkeys. Remove one first.";
        }

        var attestation = await PerformAsync(credential);
        if (attestation is not { Succeeded: true } || attestation.UserEntity.Id != $"{user.Id}")
        {
            return refused;
        }

        attestation.Passkey.Name = Named(name);
        if (!(await users.AddOrUpdatePasskeyAsync(user, attestation.Passkey)).Succeeded)
        {
            return refused;
        }

        await ToldAsync("passkey.add", attestation.Passkey.Name, by, cancellationToken);
        return null;
    }

    /// <summary>Removes it; false if there is none such.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="credentialId">In Base64Url.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> RemoveAsync(long userId, string credentialId, AuditSource by, CancellationToken cancellationToken)
    {
        if (!Base64Url.IsValid(credentialId) || await users.FindByIdAsync($"{userId}") is not { } user
            || await users.GetPasskeyAsync(user, Base64Url.DecodeFromChars(credentialId)) is not { } passkey)
        {
            return false;
        }

        await users.RemovePasskeyAsync(user, passkey.CredentialId);
        await ToldAsync("passkey.remove", passkey.Name ?? "a passkey", by, cancellationToken);
        return true;
    }

    // As when signing in: without options there is nothing to compare with.
    private async Task<PasskeyAttestationResult?> PerformAsync(string credential)
    {
        try
        {
            return await sessions.PerformPasskeyAttestationAsync(credential);
        }
        catch (Exception unusable) when (unusable is InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static string Named(string name) => name.Trim() switch
    {
        "" => "Passkey",
        { Length: > LongestName } given => given[..LongestName],
        var plain => plain,
    };

    private async Task ToldAsync(string action, string name, AuditSource by, CancellationToken cancellationToken)
    {
        database.AuditEvents.Add(by.Event(time.GetUtcNow(), action, name));
        await database.SaveChangesAsync(cancellationToken);
    }
}
