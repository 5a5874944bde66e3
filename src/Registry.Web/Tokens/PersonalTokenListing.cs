using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Tokens;

/// <summary>A user's own personal tokens as the page lists them: those that work, and those that did.</summary>
internal sealed class PersonalTokenListing(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>A part of the list, with how many there are of either state whatever the filter.</summary>
    public async Task<PersonalTokenPart> ListAsync(long userId, PersonalTokenWish wish, int skip, int take, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var own = database.PersonalAccessTokens.AsNoTracking().Where(token => token.UserId == userId);
        var active = await own.CountAsync(token => token.RevokedAt == null && (token.ExpiresAt == null || token.ExpiresAt > now), cancellationToken);
        var all = await own.CountAsync(cancellationToken);

        var wanted = own.Where(token => (token.RevokedAt == null && (token.ExpiresAt == null || token.ExpiresAt > now)) == wish.Active);
        if (wish.Search?.ToLowerInvariant() is { Length: > 0 } part)
        {
            wanted = wanted.Where(token => token.Name.ToLower().Contains(part) || token.Description!.ToLower().Contains(part));
        }

        if (wish.Scope is { } scope && TokenScopeNames.Parse(scope, TokenScopeNames.Personal) is not null)
        {
            wanted = wanted.Where(token => (" " + token.Scopes + " ").Contains(" " + scope + " "));
        }

        var total = await wanted.CountAsync(cancellationToken);
        var rows = await Ordered(wanted, wish).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var ids = rows.Where(token => token.IsBoundToProjects).Select(token => token.Id).ToList();
        var bound = ids.Count == 0 ? [] : await database.PersonalAccessTokenProjects.AsNoTracking()
            .Where(row => ids.Contains(row.TokenId))
            .Join(database.Projects, row => row.ProjectId, project => project.Id, (row, project) => new { row.TokenId, project.FullPath })
            .OrderBy(row => row.FullPath)
            .ToListAsync(cancellationToken);
        return new PersonalTokenPart(
            [.. rows.Select(token => new OwnedToken(
                token, token.IsBoundToProjects ? [.. bound.Where(row => row.TokenId == token.Id).Select(row => row.FullPath)] : null))],
            total,
            active,
            all - active);
    }

    /// <summary>The user's own token of that id, dead or alive.</summary>
    public async Task<PersonalAccessToken?> FindAsync(long userId, long tokenId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.PersonalAccessTokens.AsNoTracking().SingleOrDefaultAsync(token => token.Id == tokenId && token.UserId == userId, cancellationToken);
    }

    // A token without an end ends last; one that was never used stands last. Engines differ in where they put nulls.
    private static IQueryable<PersonalAccessToken> Ordered(IQueryable<PersonalAccessToken> tokens, PersonalTokenWish wish) => wish switch
    {
        { Active: false } => tokens.OrderByDescending(token => token.RevokedAt ?? token.ExpiresAt).ThenByDescending(token => token.Id),
        { Order: PersonalTokenOrder.Ends } => tokens.OrderBy(token => token.ExpiresAt == null).ThenBy(token => token.ExpiresAt).ThenByDescending(token => token.Id),
        { Order: PersonalTokenOrder.Used } => tokens.OrderBy(token => token.LastUsedAt == null).ThenByDescending(token => token.LastUsedAt).ThenByDescending(token => token.Id),
        { Order: PersonalTokenOrder.Name } => tokens.OrderBy(token => token.Name).ThenByDescending(token => token.Id),
        _ => tokens.OrderByDescending(token => token.Id),
    };
}

/// <summary>Which tokens, in which order.</summary>
/// <param name="Active">Those that work; else those that were revoked or have expired, the latest first.</param>
/// <param name="Search">A part of the name or description.</param>
/// <param name="Scope">One they have, by its name.</param>
public sealed record PersonalTokenWish(bool Active, string? Search, string? Scope, PersonalTokenOrder Order);

public enum PersonalTokenOrder
{
    Made = 0,
    Ends,
    Used,
    Name,
}

/// <param name="Total">How many the filter lets through.</param>
public sealed record PersonalTokenPart(IReadOnlyList<OwnedToken> Tokens, int Total, int Active, int Inactive);

/// <summary>A token, and the full paths of the only projects it works in; null for all.</summary>
public sealed record OwnedToken(PersonalAccessToken Token, IReadOnlyList<string>? BoundTo);
