using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Tokens;

/// <summary>Personal tokens that were made one from the other by rotation. If one that was rotated away turns up again, none of them is trusted.</summary>
internal sealed class TokenFamilies(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>Revokes all tokens of the family that still work.</summary>
    public async Task EndAsync(long tokenId, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        if (await database.PersonalAccessTokens.SingleOrDefaultAsync(token => token.Id == tokenId, cancellationToken) is not { } reused)
        {
            return;
        }

        await EndAsync(database, reused, by, time.GetUtcNow(), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>The same within a transaction that has taken its turn, so that no rotation adds to the family meanwhile.</summary>
    public static async Task EndAsync(RegistryDbContext database, PersonalAccessToken reused, AuditSource by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var first = First(reused);
        var working = await database.PersonalAccessTokens
            .Where(token => token.UserId == reused.UserId && (token.Id == first || token.FamilyId == first) && token.RevokedAt == null)
            .ToListAsync(cancellationToken);
        foreach (var token in working)
        {
            token.RevokedAt = now;
            database.AuditEvents.Add(by.Event(now, "personal_access_token.revoke", token.Name, after: $"revoked, because #{reused.Id} was used again after it was revoked"));
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The id of the token that the family began with.</summary>
    public static long First(PersonalAccessToken token) => token.FamilyId ?? token.Id;
}
