using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Tokens;

/// <summary>Ends personal tokens before their day. What is revoked never works again.</summary>
internal sealed class TokenRevocation(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>Revokes the user's token of that id; false if there is none that is still to be revoked.</summary>
    public async Task<bool> RevokeAsync(long userId, long tokenId, AuditSource by, CancellationToken cancellationToken) =>
        await RevokeAsync(database => database.PersonalAccessTokens.Where(token => token.UserId == userId && token.Id == tokenId), by, cancellationToken) > 0;

    /// <summary>Revokes the token of that id, whosever it is.</summary>
    public async Task<bool> RevokeAsync(long tokenId, AuditSource by, CancellationToken cancellationToken) =>
        await RevokeAsync(database => database.PersonalAccessTokens.Where(token => token.Id == tokenId), by, cancellationToken) > 0;

    /// <summary>Revokes all of the user's tokens of that name and answers how many there were.</summary>
    public Task<int> RevokeAsync(long userId, string name, AuditSource by, CancellationToken cancellationToken) =>
        RevokeAsync(database => database.PersonalAccessTokens.Where(token => token.UserId == userId && token.Name == name), by, cancellationToken);

    private async Task<int> RevokeAsync(Func<RegistryDbContext, IQueryable<PersonalAccessToken>> which, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        var tokens = await which(database).Where(token => token.RevokedAt == null).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        foreach (var token in tokens)
        {
            token.RevokedAt = now;
            database.AuditEvents.Add(by.Event(now, "personal_access_token.revoke", token.Name));
        }

        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return tokens.Count;
    }
}
