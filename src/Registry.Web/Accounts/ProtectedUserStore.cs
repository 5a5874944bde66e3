using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Accounts;

/// <summary>
/// Accounts as Identity keeps them, but for what opens one beside the password: an authenticator's secret is written encrypted, and
/// of recovery codes only digests are. Who reads the rows alone can use neither.
/// </summary>
internal sealed partial class ProtectedUserStore(
    RegistryDbContext database, IDataProtectionProvider protection, ILogger<ProtectedUserStore> logger, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<User, RegistryDbContext, long, IdentityUserClaim<long>, IdentityUserLogin<long>, IdentityUserToken<long>, IdentityUserPasskey<long>>(database, describer)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Registry.Accounts.TwoFactor");

    public override Task SetTokenAsync(User user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : _protector.Protect(value), cancellationToken);

    /// <summary>Null also for what cannot be read because the keys that protected it are lost.</summary>
    public override async Task<string?> GetTokenAsync(User user, string loginProvider, string name, CancellationToken cancellationToken)
    {
        if (await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is not { Length: > 0 } value)
        {
            return null;
        }

        try
        {
            return _protector.Unprotect(value);
        }
        catch (CryptographicException unreadable)
        {
            LogUnreadable(unreadable, name, user.Id);
            return null;
        }
    }

    /// <summary>Whether the account has an authenticator whose secret nobody can read any more.</summary>
    public async Task<bool> HasLostAuthenticatorAsync(User user, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, Provider, Key, cancellationToken) is { Length: > 0 } && await GetTokenAsync(user, Provider, Key, cancellationToken) is null;

    public override Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, [.. recoveryCodes.Select(Digest)], cancellationToken);

    // What is left after one was used comes by here as digests, which must not be digested again.
    public override async Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken)
    {
        var left = (await GetTokenAsync(user, Provider, Codes, cancellationToken) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (!left.Remove(Digest(code)))
        {
            return false;
        }

        await SetTokenAsync(user, Provider, Codes, string.Join(';', left), cancellationToken);
        return true;
    }

    /// <summary>Takes a code that was found right; false if it was taken before, on whichever node.</summary>
    public async Task<bool> TryTakeCodeAsync(User user, int code, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var write = await Context.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        var taken = TakenCode.Read(await GetTokenAsync(user, Provider, Taken, cancellationToken)).Where(one => now - one.At < TakenCode.Patience).ToList();
        if (taken.Exists(one => one.Code == code))
        {
            return false;
        }

        await SetTokenAsync(user, Provider, Taken, TakenCode.Write([.. taken, new TakenCode(now, code)]), cancellationToken);
        await Context.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Forgets the authenticator and the recovery codes.</summary>
    public async Task ForgetTwoFactorAsync(User user, CancellationToken cancellationToken)
    {
        await RemoveTokenAsync(user, Provider, Key, cancellationToken);
        await RemoveTokenAsync(user, Provider, Codes, cancellationToken);
        await RemoveTokenAsync(user, Provider, Taken, cancellationToken);
    }

    // The names under which Identity's own base keeps them.
    private const string Provider = "[AspNetUserStore]";
    private const string Key = "AuthenticatorKey";
    private const string Codes = "RecoveryCodes";

    // This one is ours.
    private const string Taken = "TakenCodes";

    // Ten letters out of 23 cannot be guessed through the lock-out, and whoever could read the digests would have to decrypt them first.
    private static string Digest(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(code))));

    // As Identity makes them, XXXXX-XXXXX, however it was typed.
    private static string Canonical(string code) =>
        string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant() is { Length: 10 } letters ? $"{letters[..5]}-{letters[5..]}" : code;

    [LoggerMessage(Level = LogLevel.Error, Message = "{Name} of user {UserId} cannot be read: the keys that protected it are not among the rows. They get in by a passkey, or once two-factor authentication is taken off.")]
    private partial void LogUnreadable(Exception unreadable, string name, long userId);
}
