using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Projects;

namespace Registry.Web.Npm;

/// <summary>
/// Which projects a name means outside a project's own address. Below a group: all that hold it. On the whole instance: where the
/// scope is a top-level namespace's path, or was before it was renamed, those below that namespace; else the one that first
/// published it, so that nobody can put a version under somebody else's name.
/// </summary>
internal static class NpmHolders
{
    /// <summary>The ids of the projects, the first publisher's at the head.</summary>
    public static async Task<List<long>> FindAsync(RegistryDbContext database, NpmPackageName name, long? groupId, CancellationToken cancellationToken)
    {
        var names = database.PackageNames.AsNoTracking().Where(held => held.Type == PackageType.Npm && held.Name == name.Text);
        var above = groupId ?? await NamespaceAsync(database, name.Scope, cancellationToken);
        if (above is { } top)
        {
            names = names.Where(held => database.Projects.Any(project => project.Id == held.ProjectId
                && database.GroupAncestors.Any(pair => pair.GroupId == project.GroupId && pair.AncestorId == top)));
        }

        var ordered = names.OrderBy(held => held.Id).Select(held => held.ProjectId);
        return await (above is null ? ordered.Take(1) : ordered).ToListAsync(cancellationToken);
    }

    /// <summary>All names below the group, or on the whole instance, in the projects that <see cref="FindAsync"/> finds for them.</summary>
    public static IQueryable<PackageName> Meant(RegistryDbContext database, long? groupId)
    {
        var names = database.PackageNames.Where(held => held.Type == PackageType.Npm);
        return groupId is null
            ? names.Where(held => database.Routes.Any(route => route.Path == held.Scope && route.GroupId != null)
                ? database.Routes.Any(route => route.Path == held.Scope && database.Projects.Any(project => project.Id == held.ProjectId
                    && database.GroupAncestors.Any(pair => pair.GroupId == project.GroupId && pair.AncestorId == route.GroupId)))
                : !names.Any(earlier => earlier.Name == held.Name && earlier.Id < held.Id))
            : names.Where(held => database.Projects.Any(project => project.Id == held.ProjectId
                && database.GroupAncestors.Any(pair => pair.GroupId == project.GroupId && pair.AncestorId == groupId)));
    }

    /// <summary>The group at a path that is the scope, or was; null where there is none.</summary>
    public static async Task<long?> NamespaceAsync(RegistryDbContext database, string? scope, CancellationToken cancellationToken) =>
        scope is not null && await NamespaceRows.FindAsync(database, scope, cancellationToken) is { GroupId: { } groupId } ? groupId : null;
}
