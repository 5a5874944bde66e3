using Microsoft.EntityFrameworkCore;
using Registry.Data;

namespace Registry.Web.Tokens;

/// <summary>What pages show of tokens.</summary>
internal sealed class TokenQueries(IDbContextFactory<RegistryDbContext> databases)
{
    /// <summary>The user's personal tokens that are not revoked, newest first.</summary>
    public async Task<IReadOnlyList<PersonalTokenSummary>> ListPersonalAsync(long userId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.PersonalAccessTokens.AsNoTracking()
            .Where(token => token.UserId == userId && token.RevokedAt == null)
            .OrderByDescending(token => token.Id)
            .Select(token => new PersonalTokenSummary(token.Id, token.Name, token.Scopes, token.CreatedAt, token.ExpiresAt, token.LastUsedAt))
            .ToListAsync(cancellationToken);
    }
}

/// <summary>A personal token without its secret. Scopes are names separated by a space.</summary>
internal sealed record PersonalTokenSummary(
    long Id, string Name, string Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);
