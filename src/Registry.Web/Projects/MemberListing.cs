using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Projects;

/// <summary>Who belongs to a project or group.</summary>
internal sealed class MemberListing(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>By the ids of the users, each with the highest role. Roles that are over are left out.</summary>
    /// <param name="target">Where.</param>
    /// <param name="inherits">Whether roles from above count too.</param>
    /// <param name="search">A part of the name or user name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<MemberRow>> ListAsync(MemberTarget target, bool inherits, string? search, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var part = search?.ToLowerInvariant();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = await Memberships(database, target, inherits)
            .Where(membership => membership.ExpiresAt == null || membership.ExpiresAt > now)
            .Join(database.Users, membership => membership.UserId, user => user.Id, (membership, user) => new { Membership = membership, User = user })
            .Where(pair => part == null || pair.User.UserName!.ToLower().Contains(part) || pair.User.Name.ToLower().Contains(part))
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var rows = found.ConvertAll(pair => new MemberRow(pair.User, pair.Membership.AccessLevel, pair.Membership.CreatedAt, pair.Membership.ExpiresAt));
        if (await target.NamespaceOwnerAsync(database, cancellationToken) is { } owner && (part is null || Matches(owner, part)))
        {
            rows.Add(new MemberRow(owner, AccessLevel.Owner, owner.CreatedAt, null));
        }

        return [.. rows.GroupBy(row => row.User.Id).OrderBy(user => user.Key).Select(user => user.MaxBy(row => row.Level)!)];
    }

    /// <summary>One of them, or null.</summary>
    public async Task<MemberRow?> FindAsync(MemberTarget target, bool inherits, long userId, CancellationToken cancellationToken) =>
        (await ListAsync(target, inherits, search: null, cancellationToken)).SingleOrDefault(row => row.User.Id == userId);

    private static bool Matches(User user, string part) =>
        user.UserName!.Contains(part, StringComparison.OrdinalIgnoreCase) || user.Name.Contains(part, StringComparison.OrdinalIgnoreCase);

    /// <summary>The roles given there, and from above where that is asked for; those that are over too.</summary>
    public static IQueryable<Membership> Memberships(RegistryDbContext database, MemberTarget target, bool inherits)
    {
        var here = database.Memberships.Where(membership => membership.ProjectId == target.ProjectId && membership.GroupId == target.GroupId);
        return !inherits ? here : database.Memberships.Where(membership => membership.ProjectId == target.ProjectId && target.ProjectId != null
            || database.GroupAncestors.Any(above => above.AncestorId == membership.GroupId
                && (above.GroupId == target.GroupId || database.Projects.Any(project => project.Id == target.ProjectId && project.GroupId == above.GroupId))));
    }
}

/// <summary>A member, and since and until when.</summary>
internal sealed record MemberRow(User User, AccessLevel Level, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);
