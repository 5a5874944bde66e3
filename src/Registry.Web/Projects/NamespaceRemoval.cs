using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Projects;

/// <summary>
/// Deletes the rows of projects and namespaces with all that hangs on them, and frees their paths. Names of packages are kept as
/// retired ones. Bytes stay until they are swept. The caller holds the write transaction and the turn.
/// </summary>
internal static class NamespaceRemoval
{
    public static async Task RemoveProjectAsync(RegistryDbContext database, WriteTransaction write, long projectId, CancellationToken cancellationToken)
    {
        await database.RetireNamesAsync(projectId, cancellationToken);
        await database.Projects.Where(project => project.Id == projectId).ExecuteDeleteAsync(cancellationToken);
        write.MoveAccess();
        write.MoveContent();
    }

    /// <summary>The group or personal namespace, and everything below it.</summary>
    public static async Task RemoveGroupAsync(RegistryDbContext database, WriteTransaction write, long groupId, CancellationToken cancellationToken)
    {
        var groups = await database.GroupAncestors.Where(pair => pair.AncestorId == groupId).Select(pair => pair.GroupId).ToListAsync(cancellationToken);
        foreach (var project in await database.Projects.Where(project => groups.Contains(project.GroupId)).Select(project => project.Id).ToListAsync(cancellationToken))
        {
            await RemoveProjectAsync(database, write, project, cancellationToken);
        }

        await RetireScopesAsync(database, groupId, cancellationToken);
        await database.Groups.Where(group => groups.Contains(group.Id)).ExecuteUpdateAsync(set => set.SetProperty(group => group.ParentId, (long?)null), cancellationToken);
        await database.Groups.Where(group => groups.Contains(group.Id)).ExecuteDeleteAsync(cancellationToken);
        write.MoveAccess();
        write.MoveContent();
    }

    // To npm each top-level path is a scope of this server, whether anything was published below it or not.
    private static async Task RetireScopesAsync(RegistryDbContext database, long groupId, CancellationToken cancellationToken)
    {
        var scopes = await database.Routes
            .Where(route => route.GroupId == groupId && !EF.Functions.Like(route.Path, "%/%")
                && !database.RetiredPackageNames.Any(gone => gone.Type == PackageType.Npm && gone.Name == "@" + route.Path + "/"))
            .Select(route => route.Path)
            .ToListAsync(cancellationToken);
        database.RetiredPackageNames.AddRange(scopes.Select(scope => new RetiredPackageName { Type = PackageType.Npm, Name = $"@{scope}/", Scope = scope }));
        await database.SaveChangesAsync(cancellationToken);
    }
}
