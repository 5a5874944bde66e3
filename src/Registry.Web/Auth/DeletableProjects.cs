using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>
/// The same rule as <see cref="ProjectAccess"/> for <see cref="ProjectPermission.DeletePackages"/>, as a part of queries: in which
/// projects a caller of the REST API may delete packages.
/// </summary>
internal static class DeletableProjects
{
    public static IQueryable<Project> To(Caller caller, RegistryDbContext database, DateTimeOffset now)
    {
        var projects = database.Projects.AsNoTracking();
        return caller switch
        {
            Caller.Account account when (account.Scopes & (TokenScopes.Api | TokenScopes.WritePackageRegistry)) == TokenScopes.None => None(projects),
            Caller.Account { BoundTo: { } bound } account => OfUser(projects, database, account.UserId, account.IsAdmin, now).Where(project => bound.Contains(project.Id)),
            Caller.Account account => OfUser(projects, database, account.UserId, account.IsAdmin, now),
            Caller.Job job => OfUser(projects, database, job.UserId, job.IsAdmin, now).Where(project => project.Id == job.ProjectId),
            _ => None(projects),
        };
    }

    private static IQueryable<Project> None(IQueryable<Project> projects) => projects.Where(project => false);

    private static IQueryable<Project> OfUser(IQueryable<Project> projects, RegistryDbContext database, long userId, bool isAdmin, DateTimeOffset now) =>
        isAdmin ? projects : VisibleProjects.Held(projects, database, userId, AccessLevel.Maintainer, now);
}
