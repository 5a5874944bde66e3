using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Npm;

/// <summary>
/// Which project a build means that exchanges an ID token for a package. npm asks at the root of the host, whatever its registry's
/// address is, so that the name has to tell.
/// </summary>
internal static class TrustingProjects
{
    /// <summary>
    /// Of the projects that trust the build those that hold the name; if none does, those below the namespace that the scope names;
    /// if none is, all of them.
    /// </summary>
    /// <param name="database">To look into.</param>
    /// <param name="trusting">The projects.</param>
    /// <param name="name">The package.</param>
    /// <param name="groupId">The group at whose address it was asked; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<long>> NarrowAsync(
        RegistryDbContext database, IReadOnlyList<long> trusting, NpmPackageName name, long? groupId, CancellationToken cancellationToken)
    {
        var inPlace = groupId is { } group ? await BelowAsync(database, trusting, group, cancellationToken) : trusting;
        var holding = await database.PackageNames
            .Where(held => held.Type == PackageType.Npm && held.Name == name.Text && inPlace.Contains(held.ProjectId))
            .Select(held => held.ProjectId)
            .ToListAsync(cancellationToken);
        if (holding.Count > 0)
        {
            return holding;
        }

        var below = await NpmHolders.NamespaceAsync(database, name.Scope, cancellationToken) is { } top ? await BelowAsync(database, inPlace, top, cancellationToken) : [];
        return below.Count > 0 ? below : inPlace;
    }

    private static async Task<IReadOnlyList<long>> BelowAsync(RegistryDbContext database, IReadOnlyList<long> projectIds, long groupId, CancellationToken cancellationToken) =>
        await database.Projects
            .Where(project => projectIds.Contains(project.Id) && database.GroupAncestors.Any(pair => pair.GroupId == project.GroupId && pair.AncestorId == groupId))
            .Select(project => project.Id)
            .ToListAsync(cancellationToken);
}
