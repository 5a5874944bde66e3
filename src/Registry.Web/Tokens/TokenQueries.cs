using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Tokens;

/// <summary>What pages and the API show of personal tokens.</summary>
internal sealed class TokenQueries(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
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

    /// <summary>The token of that id, whosever it is.</summary>
    public async Task<PersonalAccessToken?> FindAsync(long tokenId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.PersonalAccessTokens.AsNoTracking().SingleOrDefaultAsync(token => token.Id == tokenId, cancellationToken);
    }

    /// <summary>Whether there is such a user.</summary>
    public async Task<bool> HasUserAsync(long userId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Users.AnyAsync(user => user.Id == userId, cancellationToken);
    }

    /// <summary>The groups and projects in which the user has a role, be it by a group above them.</summary>
    public async Task<TokenAssociations> ListAssociationsAsync(long userId, string publicUrl, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var own = database.Memberships.AsNoTracking().Where(membership => membership.UserId == userId && (membership.ExpiresAt == null || membership.ExpiresAt > now));
        var groups = await database.Groups.AsNoTracking()
            .Where(group => group.UserId == null)
            .Select(group => new
            {
                Group = group,
                Level = own.Where(membership => database.GroupAncestors.Any(above => above.GroupId == group.Id && above.AncestorId == membership.GroupId))
                    .Max(membership => (AccessLevel?)membership.AccessLevel),
            })
            .Where(one => one.Level != null)
            .OrderBy(one => one.Group.Id)
            .ToListAsync(cancellationToken);
        var projects = await database.Projects.AsNoTracking()
            .Select(project => new
            {
                Project = project,
                Level = own.Where(membership => membership.ProjectId == project.Id).Max(membership => (AccessLevel?)membership.AccessLevel),
                GroupLevel = own.Where(membership => database.GroupAncestors.Any(above => above.GroupId == project.GroupId && above.AncestorId == membership.GroupId))
                    .Max(membership => (AccessLevel?)membership.AccessLevel),
            })
            .Where(one => one.Level != null || one.GroupLevel != null)
            .OrderBy(one => one.Project.Id)
            .ToListAsync(cancellationToken);
        return new TokenAssociations(
            [.. groups.Select(one => new AssociatedGroup(
                one.Group.Id, $"{publicUrl}/groups/{one.Group.FullPath}", one.Group.Name, one.Group.ParentId, (int)one.Level!, Word(one.Group.Visibility)))],
            [.. projects.Select(one => new AssociatedProject(
                one.Project.Id,
                one.Project.Description,
                one.Project.Name,
                one.Project.Path,
                one.Project.FullPath,
                one.Project.CreatedAt,
                new AssociatedLevels((int?)one.Level, (int?)one.GroupLevel),
                Word(one.Project.Visibility),
                $"{publicUrl}/{one.Project.FullPath}"))]);
    }

    private static string Word(Visibility visibility) => visibility.ToString().ToLowerInvariant();
}

/// <summary>A personal token without its secret. Scopes are names separated by a space.</summary>
internal sealed record PersonalTokenSummary(
    long Id, string Name, string Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);
