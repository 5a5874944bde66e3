using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Auth;

/// <summary>The same rule as <see cref="GroupHandler"/>, as a part of queries: which groups a caller may see. Personal namespaces are none.</summary>
internal static class VisibleGroups
{
    public static IQueryable<Group> To(Caller caller, RegistryDbContext database, DateTimeOffset now)
    {
        var groups = database.Groups.AsNoTracking().Where(group => group.UserId == null);
        if (caller is Caller.Account { BoundTo: null, IsAdmin: true })
        {
            return groups;
        }

        var least = caller is Caller.Account or Caller.Job ? Visibility.Internal : Visibility.Public;
        var projects = VisibleProjects.To(caller, database, now);
        return caller switch
        {
            Caller.Account { BoundTo: null, UserId: var userId } => OfUser(groups, database, userId, least, projects, now),
            Caller.Job { UserId: var userId } => OfUser(groups, database, userId, least, projects, now),
            _ => groups.Where(group => group.Visibility >= least
                || projects.Any(project => database.GroupAncestors.Any(pair => pair.GroupId == project.GroupId && pair.AncestorId == group.Id))),
        };
    }

    /// <summary>Those in which the user has at least that role, by itself or from above.</summary>
    public static IQueryable<Group> Held(IQueryable<Group> groups, RegistryDbContext database, long userId, AccessLevel least, DateTimeOffset now) =>
        groups.Where(group => database.Memberships.Any(membership => membership.UserId == userId
            && membership.AccessLevel >= least
            && (membership.ExpiresAt == null || membership.ExpiresAt > now)
            && database.GroupAncestors.Any(above => above.GroupId == group.Id && above.AncestorId == membership.GroupId)));

    /// <summary>Those that the user belongs to: with a role in them, above, or in something below.</summary>
    public static IQueryable<Group> Joined(IQueryable<Group> groups, RegistryDbContext database, long userId, DateTimeOffset now)
    {
        var roles = database.Memberships.Where(membership => membership.UserId == userId && (membership.ExpiresAt == null || membership.ExpiresAt > now));
        return groups.Where(group => roles.Any(role =>
            database.GroupAncestors.Any(pair => (pair.GroupId == group.Id && pair.AncestorId == role.GroupId) || (pair.AncestorId == group.Id && pair.GroupId == role.GroupId))
            || database.Projects.Any(project => project.Id == role.ProjectId
                && database.GroupAncestors.Any(pair => pair.AncestorId == group.Id && pair.GroupId == project.GroupId))));
    }

    private static IQueryable<Group> OfUser(
        IQueryable<Group> groups, RegistryDbContext database, long userId, Visibility least, IQueryable<Project> projects, DateTimeOffset now)
    {
        var joined = Joined(database.Groups, database, userId, now);
        return groups.Where(group => group.Visibility >= least
            || joined.Any(one => one.Id == group.Id)
            || projects.Any(project => database.GroupAncestors.Any(pair => pair.GroupId == project.GroupId && pair.AncestorId == group.Id)));
    }
}
