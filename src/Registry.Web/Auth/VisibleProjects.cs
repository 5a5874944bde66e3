using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Auth;

/// <summary>The same rule as <see cref="ProjectAccess"/>, as a part of queries: which projects' packages a caller may read.</summary>
internal static class VisibleProjects
{
    public static IQueryable<Project> To(Caller caller, RegistryDbContext database, DateTimeOffset now)
    {
        var projects = database.Projects.AsNoTracking();
        return caller switch
        {
            Caller.Account { BoundTo: { } bound } account => OfUser(projects, database, account.UserId, isAdmin: account.IsAdmin, now)
                .Where(project => project.Visibility != Visibility.Private || bound.Contains(project.Id)),
            Caller.Account account => OfUser(projects, database, account.UserId, account.IsAdmin, now),
            Caller.Job job => OfUser(projects, database, job.UserId, job.IsAdmin, now)
                .Where(project => project.Visibility != Visibility.Private || project.Id == job.ProjectId),
            Caller.Deploy deploy => projects.Where(project => project.Visibility == Visibility.Public
                || project.Id == deploy.ProjectId
                || database.GroupAncestors.Any(above => above.GroupId == project.GroupId && above.AncestorId == deploy.GroupId)),
            _ => projects.Where(project => project.Visibility == Visibility.Public),
        };
    }

    private static IQueryable<Project> OfUser(IQueryable<Project> projects, RegistryDbContext database, long userId, bool isAdmin, DateTimeOffset now) =>
        isAdmin ? projects : projects.Where(project => project.Visibility != Visibility.Private
            || database.Groups.Any(own => own.Id == project.GroupId && own.UserId == userId)
            || database.Memberships.Any(membership => membership.UserId == userId
                && membership.AccessLevel >= AccessLevel.Reporter
                && (membership.ExpiresAt == null || membership.ExpiresAt > now)
                && (membership.ProjectId == project.Id
                    || database.GroupAncestors.Any(above => above.GroupId == project.GroupId && above.AncestorId == membership.GroupId))));
}
