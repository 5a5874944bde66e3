using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Projects;

/// <summary>What somebody is a member of: one project, or a group with all below it.</summary>
internal sealed record MemberTarget(long? ProjectId, long? GroupId)
{
    /// <summary>The least role that manages members: Maintainers in projects, Owners in groups.</summary>
    public AccessLevel LeastRole => ProjectId is null ? AccessLevel.Owner : AccessLevel.Maintainer;

    /// <summary>The role of the user there, inherited ones included.</summary>
    public async Task<AccessLevel> RoleOfAsync(RegistryDbContext database, Caller.Account user, DateTimeOffset now, CancellationToken cancellationToken) =>
        GroupId is { } group ? await Roles.InGroupAsync(database, user, group, now, cancellationToken)
        : await database.Projects.AsNoTracking().SingleOrDefaultAsync(one => one.Id == ProjectId, cancellationToken) is { } project
            ? await Roles.InProjectAsync(database, user, project, now, cancellationToken)
            : AccessLevel.None;

    /// <summary>The user whose namespace the project lies in, who needs no row to own it.</summary>
    public Task<User?> NamespaceOwnerAsync(RegistryDbContext database, CancellationToken cancellationToken) => database.Users.AsNoTracking().SingleOrDefaultAsync(
        user => database.Projects.Any(project => project.Id == ProjectId && database.Groups.Any(own => own.Id == project.GroupId && own.UserId == user.Id)), cancellationToken);
}
