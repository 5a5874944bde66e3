using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Projects;

/// <summary>Writes the rows that a group, personal namespace or project consists of. The caller holds the write transaction.</summary>
internal static class NamespaceRows
{
    /// <summary>Adds the group, its route and its ancestry.</summary>
    public static async Task AddAsync(RegistryDbContext database, Group group, CancellationToken cancellationToken)
    {
        database.Groups.Add(group);
        await database.SaveChangesAsync(cancellationToken);
        database.Routes.Add(new Route { Path = PathGrammar.Key(group.FullPath), GroupId = group.Id });
        database.GroupAncestors.Add(new GroupAncestor { GroupId = group.Id, AncestorId = group.Id, Depth = 0 });
        if (group.ParentId is { } parent)
        {
            var above = await database.GroupAncestors.AsNoTracking().Where(a => a.GroupId == parent).ToListAsync(cancellationToken);
            database.GroupAncestors.AddRange(above.Select(a => new GroupAncestor { GroupId = group.Id, AncestorId = a.AncestorId, Depth = a.Depth + 1 }));
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Adds the project and its route.</summary>
    public static async Task AddAsync(RegistryDbContext database, Project project, AuditSource by, CancellationToken cancellationToken)
    {
        database.Projects.Add(project);
        await database.SaveChangesAsync(cancellationToken);
        database.Routes.Add(new Route { Path = PathGrammar.Key(project.FullPath), ProjectId = project.Id });
        database.AuditEvents.Add(by.Event(project.CreatedAt, "project.create", project.FullPath, project.Id));
        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The row of a path that is in use, redirects included.</summary>
    public static Task<Route?> FindAsync(RegistryDbContext database, string fullPath, CancellationToken cancellationToken)
    {
        var key = PathGrammar.Key(fullPath);
        return database.Routes.SingleOrDefaultAsync(route => route.Path == key, cancellationToken);
    }
}
