using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Auth;

/// <summary>A user's highest role in a project or group, inherited ones included, as the rows say now: for decisions inside a transaction.</summary>
internal static class Roles
{
    /// <summary>The role in the group; None where there is none.</summary>
    public static async Task<AccessLevel> InGroupAsync(RegistryDbContext database, Caller.Account user, long groupId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (user.IsAdmin || await database.Groups.AnyAsync(group => group.Id == groupId && group.UserId == user.UserId, cancellationToken))
        {
            return AccessLevel.Owner;
        }

        return await database.Memberships
            .Where(membership => membership.UserId == user.UserId && (membership.ExpiresAt == null || membership.ExpiresAt > now)
                && database.GroupAncestors.Any(above => above.GroupId == groupId && above.AncestorId == membership.GroupId))
            .MaxAsync(membership => (AccessLevel?)membership.AccessLevel, cancellationToken) ?? AccessLevel.None;
    }

    /// <summary>The role in the project; None where there is none.</summary>
    public static async Task<AccessLevel> InProjectAsync(RegistryDbContext database, Caller.Account user, Project project, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var inherited = await InGroupAsync(database, user, project.GroupId, now, cancellationToken);
        var own = await database.Memberships
            .Where(membership => membership.UserId == user.UserId && membership.ProjectId == project.Id && (membership.ExpiresAt == null || membership.ExpiresAt > now))
            .MaxAsync(membership => (AccessLevel?)membership.AccessLevel, cancellationToken) ?? AccessLevel.None;
        return own > inherited ? own : inherited;
    }
}
