using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Web.Projects;

namespace Registry.Web.Auth;

/// <summary>Finds a project by its number or by a path it has or had.</summary>
internal static class ProjectLookup
{
    public static async Task<ProjectFinding?> FindAsync(RegistryDbContext database, ProjectRef reference, CancellationToken cancellationToken)
    {
        var id = reference.Id;
        var hasMoved = false;
        if (reference.FullPath is { } path)
        {
            if (await NamespaceRows.FindAsync(database, path, cancellationToken) is not { ProjectId: not null } route)
            {
                return null;
            }

            id = route.ProjectId;
            hasMoved = route.IsRedirect;
        }

        var project = await database.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (project is null)
        {
            return null;
        }

        var groups = await database.GroupAncestors.Where(a => a.GroupId == project.GroupId).Select(a => a.AncestorId).ToHashSetAsync(cancellationToken);
        var owner = await database.Groups.Where(g => g.Id == project.GroupId).Select(g => g.UserId).SingleAsync(cancellationToken);
        var rules = await database.ProtectionRules.AsNoTracking().Where(rule => rule.ProjectId == project.Id).ToListAsync(cancellationToken);
        var sizes = await database.PackageSettings.Where(settings => settings.ProjectId == project.Id && settings.MaxFileSize != null)
            .ToDictionaryAsync(settings => settings.Type, settings => settings.MaxFileSize!.Value, cancellationToken);
        var known = new KnownProject(project.Id, project.FullPath, project.Visibility, groups, owner, project.AnyoneMayPull)
        {
            Protections = [.. rules.Select(KnownProtection.Of)],
            MaxFileSizes = sizes,
        };
        return new ProjectFinding(known, hasMoved);
    }
}
