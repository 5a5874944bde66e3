using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Auth;

/// <summary>
/// The same rule as <see cref="ProjectAccess"/>, as a part of queries: which projects' packages a caller may read, or with
/// Guest as the least role, which projects a caller may see.
/// </summary>
internal static class VisibleProjects
{
    public static IQueryable<Project> To(Caller caller, RegistryDbContext database, DateTimeOffset now, AccessLevel least = AccessLevel.Reporter)
    {
        var projects = database.Projects.AsNoTracking();
        return caller switch
        {
            Caller.Account { BoundTo: { } bound } account => OfUser(projects, database, account.UserId, account.IsAdmin, least, now)
                .Where(project => project.Visibility != Visibility.Private || bound.Contains(project.Id)),
            Caller.Account account => OfUser(projects, database, account.UserId, account.IsAdmin, least, now),
            Caller.Job job => OfUser(projects, database, job.UserId, job.IsAdmin, least, now)
                .Where(project => project.Visibility != Visibility.Private || project.Id == job.ProjectId),
            Caller.Deploy deploy => projects.Where(project => project.Visibility == Visibility.Public
                || project.Id == deploy.ProjectId
                || database.GroupAncestors.Any(above => above.GroupId == project.GroupId && above.AncestorId == deploy.GroupId)),
            _ => projects.Where(project => project.Visibility == Visibility.Public),
        };
    }

    /// <summary>Those in which the user has at least that role, by itself, inherited, or as the owner of the namespace.</summary>
    public static IQueryable<Project> Held(IQueryable<Project> projects, RegistryDbContext database, long userId, AccessLevel least, DateTimeOffset now) =>
        projects.Where(project => database.Groups.Any(own => own.Id == project.GroupId && own.UserId == userId)
            || database.Memberships.Any(membership => membership.UserId == userId
                && membership.AccessLevel >= least
                && (membership.ExpiresAt == null || membership.ExpiresAt > now)
                && (membership.ProjectId == project.Id
                    || database.GroupAncestors.Any(above => above.GroupId == project.GroupId && above.AncestorId == membership.GroupId))));

    private static IQueryable<Project> OfUser(IQueryable<Project> projects, RegistryDbContext database, long userId, bool isAdmin, AccessLevel least, DateTimeOffset now) =>
        isAdmin ? projects : projects.Where(project => project.Visibility != Visibility.Private
            || database.Groups.Any(own => own.Id == project.GroupId && own.UserId == userId)
            || database.Memberships.Any(membership => membership.UserId == userId
                && membership.AccessLevel >= least
                && (membership.ExpiresAt == null || membership.ExpiresAt > now)
                && (membership.ProjectId == project.Id
                    || database.GroupAncestors.Any(above => above.GroupId == project.GroupId && above.AncestorId == membership.GroupId))));
}
