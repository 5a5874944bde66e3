using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Projects;

/// <summary>Who answers for a group. True among writers who take turns.</summary>
internal static class Owners
{
    /// <summary>Whether somebody other than the user owns the group, by itself or from above, and can sign in.</summary>
    public static Task<bool> HasOtherAsync(RegistryDbContext database, long groupId, long userId, DateTimeOffset now, CancellationToken cancellationToken) =>
        Active(database, now).AnyAsync(
            owner => owner.UserId != userId && database.GroupAncestors.Any(above => above.GroupId == groupId && above.AncestorId == owner.GroupId), cancellationToken);

    /// <summary>Whether the user owns a group that nobody else does.</summary>
    public static Task<bool> IsSoleAsync(RegistryDbContext database, long userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var others = Active(database, now).Where(owner => owner.UserId != userId);
        return database.Memberships.AnyAsync(
            own => own.UserId == userId && own.GroupId != null && own.AccessLevel == AccessLevel.Owner && (own.ExpiresAt == null || own.ExpiresAt > now)
                && !others.Any(other => database.GroupAncestors.Any(above => above.GroupId == own.GroupId && above.AncestorId == other.GroupId)),
            cancellationToken);
    }

    private static IQueryable<Membership> Active(RegistryDbContext database, DateTimeOffset now) => database.Memberships.Where(owner =>
        owner.AccessLevel == AccessLevel.Owner && (owner.ExpiresAt == null || owner.ExpiresAt > now)
        && database.Users.Any(user => user.Id == owner.UserId && user.BlockedAt == null));
}
