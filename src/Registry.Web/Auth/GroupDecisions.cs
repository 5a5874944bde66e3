using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Projects;

namespace Registry.Web.Auth;

/// <summary>Decides for the caller of a request what may be done in a group.</summary>
internal sealed class GroupDecisions(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>The reason the caller is not let in, or none; the group is left on the request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="named">The group's id or full path, present or former.</param>
    /// <param name="permission">What the caller is about to do.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<AccessDenial> DecideAsync(HttpContext http, string named, GroupPermission permission, CancellationToken cancellationToken)
    {
        var caller = http.GetCaller();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(database, named, cancellationToken) is not { } found || !await SeesAsync(database, caller, found.Group, cancellationToken))
        {
            return caller is Caller.Anonymous ? AccessDenial.NoCredentialsHidden : AccessDenial.Hidden;
        }

        http.Features.Set(new GroupFinding(new KnownGroup(found.Group.Id, found.Group.FullPath, found.Group.UserId is not null), found.HasMoved));
        if (permission == GroupPermission.SeeGroup)
        {
            return AccessDenial.None;
        }

        return caller switch
        {
            Caller.Anonymous => AccessDenial.NoCredentials,
            Caller.Account account when !AccountHandler.Allows(account.Scopes, http.Request.Method) => AccessDenial.InsufficientScope,
            Caller.Account { BoundTo: null } account when Suffices(await Roles.InGroupAsync(database, account, found.Group.Id, time.GetUtcNow(), cancellationToken), permission) => AccessDenial.None,
            _ => AccessDenial.Forbidden,
        };
    }

    /// <summary>The role by which the caller may change the group that the request was let into; none where the token reaches less far.</summary>
    public async Task<AccessLevel> RoleAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (http.GetCaller() is not Caller.Account { BoundTo: null } account || !AccountHandler.Allows(account.Scopes, http.Request.Method))
        {
            return AccessLevel.None;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Roles.InGroupAsync(database, account, http.GetGroup().Id, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>Whether a role allows what is more than seeing a group.</summary>
    public static bool Suffices(AccessLevel role, GroupPermission permission) =>
        role >= (permission == GroupPermission.OwnGroup ? AccessLevel.Owner : AccessLevel.Maintainer);

    private static async Task<(Group Group, bool HasMoved)?> FindAsync(RegistryDbContext database, string named, CancellationToken cancellationToken)
    {
        if (named.All(char.IsAsciiDigit) && long.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return await database.Groups.AsNoTracking().SingleOrDefaultAsync(group => group.Id == id, cancellationToken) is { } numbered ? (numbered, false) : null;
        }

        return await NamespaceRows.FindAsync(database, named, cancellationToken) is { GroupId: { } groupId } route
            ? (await database.Groups.AsNoTracking().SingleAsync(group => group.Id == groupId, cancellationToken), route.IsRedirect)
            : null;
    }

    // By the group itself, by a role in it, above or below, or because something below may be read.
    private async Task<bool> SeesAsync(RegistryDbContext database, Caller caller, Group group, CancellationToken cancellationToken)
    {
        if (group.Visibility == Visibility.Public || (group.Visibility == Visibility.Internal && caller is Caller.Account or Caller.Job))
        {
            return true;
        }

        var now = time.GetUtcNow();
        var above = database.GroupAncestors.Where(pair => pair.GroupId == group.Id).Select(pair => pair.AncestorId);
        var isOwn = caller switch
        {
            Caller.Account { BoundTo: null } user => user.IsAdmin || group.UserId == user.UserId || await HasRoleAsync(user.UserId),
            Caller.Job job => await HasRoleAsync(job.UserId),
            Caller.Deploy { GroupId: { } own } => await above.ContainsAsync(own, cancellationToken),
            _ => false,
        };
        return isOwn || await VisibleProjects.To(caller, database, now)
            .AnyAsync(project => database.GroupAncestors.Any(pair => pair.GroupId == project.GroupId && pair.AncestorId == group.Id), cancellationToken);

        Task<bool> HasRoleAsync(long userId)
        {
            var below = database.GroupAncestors.Where(pair => pair.AncestorId == group.Id).Select(pair => pair.GroupId);
            return database.Memberships.AnyAsync(
                membership => membership.UserId == userId && (membership.ExpiresAt == null || membership.ExpiresAt > now)
                    && (above.Contains(membership.GroupId!.Value) || below.Contains(membership.GroupId!.Value)
                        || database.Projects.Any(project => project.Id == membership.ProjectId && below.Contains(project.GroupId))),
                cancellationToken);
        }
    }
}
