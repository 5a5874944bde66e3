using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Accounts;
using Registry.Web.Auth;

namespace Registry.Web.Projects;

/// <summary>Puts together what the API shows of projects: a page of them by a handful of queries.</summary>
internal static class ProjectViews
{
    public static async Task<IReadOnlyList<ProjectResponse>> ReadAsync(
        RegistryDbContext database, IReadOnlyList<Project> projects, Caller caller, DateTimeOffset now, string publicUrl, CancellationToken cancellationToken)
    {
        var ancestry = await Ancestry.ReadAsync(database, [.. projects.Select(project => project.GroupId).Distinct()], cancellationToken);
        var owners = await OwnersAsync(database, projects, ancestry, cancellationToken);
        var roles = await RolesAsync(database, projects, ancestry, caller, now, cancellationToken);
        return [.. projects.Select(project => Of(project, ancestry, owners, roles, publicUrl))];
    }

    private static ProjectResponse Of(Project project, Ancestry ancestry, Dictionary<long, User> owners, CallerRoles? roles, string publicUrl)
    {
        var place = ancestry[project.GroupId];
        return new ProjectResponse(
            project.Id,
            project.Description,
            project.Name,
            $"{ancestry.FullName(place.Id)} / {project.Name}",
            project.Path,
            project.FullPath,
            project.CreatedAt,
            DefaultBranch: null,
            $"{publicUrl}/{project.FullPath}",
            ReadmeUrl: null,
            AvatarUrl: null,
            NamespaceResponse.Of(place, publicUrl),
            VisibilityRules.Word(project.Visibility),
            PackagesEnabled: true,
            project.AnyoneMayPull ? "public" : "enabled",
            place.UserId is { } owner ? UserResponse.Of(owners[owner], publicUrl) : null,
            roles?.In(project, place, ancestry));
    }

    private static async Task<Dictionary<long, User>> OwnersAsync(
        RegistryDbContext database, IReadOnlyList<Project> projects, Ancestry ancestry, CancellationToken cancellationToken)
    {
        var ids = projects.Select(project => ancestry[project.GroupId].UserId).OfType<long>().ToHashSet();
        return ids.Count == 0 ? [] : await database.Users.AsNoTracking().Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, cancellationToken);
    }

    private static async Task<CallerRoles?> RolesAsync(
        RegistryDbContext database, IReadOnlyList<Project> projects, Ancestry ancestry, Caller caller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (caller is not Caller.Account { UserId: var userId })
        {
            return null;
        }

        var groups = ancestry.All;
        var ids = projects.Select(project => project.Id).ToList();
        var memberships = await database.Memberships.AsNoTracking()
            .Where(membership => membership.UserId == userId && (membership.ExpiresAt == null || membership.ExpiresAt > now)
                && (ids.Contains(membership.ProjectId!.Value) || groups.Contains(membership.GroupId!.Value)))
            .ToListAsync(cancellationToken);
        return new CallerRoles(userId, memberships);
    }

    private sealed record CallerRoles(long UserId, IReadOnlyList<Membership> Memberships)
    {
        public PermissionsResponse In(Project project, Group place, Ancestry ancestry)
        {
            var groups = ancestry.Line(place.Id).ToHashSet();
            return new PermissionsResponse(
                place.UserId == UserId ? new RoleResponse((int)AccessLevel.Owner) : Highest(Memberships.Where(membership => membership.ProjectId == project.Id)),
                Highest(Memberships.Where(membership => membership.GroupId is { } group && groups.Contains(group))));
        }

        private static RoleResponse? Highest(IEnumerable<Membership> memberships) =>
            memberships.Select(membership => (int)membership.AccessLevel).DefaultIfEmpty().Max() is > 0 and var level ? new RoleResponse(level) : null;
    }
}
