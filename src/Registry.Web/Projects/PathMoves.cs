using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Projects;

/// <summary>Writes other paths into the rows of projects and groups. The caller holds the write transaction and the turn.</summary>
internal static class PathMoves
{
    /// <summary>False if the path belongs to something else.</summary>
    public static async Task<bool> MoveProjectAsync(RegistryDbContext database, Project project, string segment, string renamed, CancellationToken cancellationToken)
    {
        if (project.Name == project.Path)
        {
            project.Name = segment; // a title of its own stays
        }

        project.Path = segment;
        project.FullPath = renamed;
        return await MoveRouteAsync(database, renamed, null, project.Id, cancellationToken);
    }

    /// <summary>Takes all below the group along; false if one of the paths belongs to something else.</summary>
    public static async Task<bool> MoveGroupAsync(RegistryDbContext database, Group group, string segment, string renamed, CancellationToken cancellationToken)
    {
        var old = group.FullPath;
        var inside = database.GroupAncestors.Where(a => a.AncestorId == group.Id).Select(a => a.GroupId);
        group.Name = group.Name == group.Path ? segment : group.Name;
        group.Path = segment;
        foreach (var one in await database.Groups.Where(g => inside.Contains(g.Id)).ToListAsync(cancellationToken))
        {
            one.FullPath = renamed + one.FullPath[old.Length..];
            if (!await MoveRouteAsync(database, one.FullPath, one.Id, null, cancellationToken))
            {
                return false;
            }
        }

        foreach (var one in await database.Projects.Where(p => inside.Contains(p.GroupId)).ToListAsync(cancellationToken))
        {
            one.FullPath = renamed + one.FullPath[old.Length..];
            if (!await MoveRouteAsync(database, one.FullPath, null, one.Id, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    // What was its own path becomes a redirect; a redirect that leads here already becomes its own path again.
    private static async Task<bool> MoveRouteAsync(RegistryDbContext database, string renamed, long? groupId, long? projectId, CancellationToken cancellationToken)
    {
        var there = await NamespaceRows.FindAsync(database, renamed, cancellationToken);
        if (there is not null && (there.GroupId != groupId || there.ProjectId != projectId))
        {
            return false;
        }

        var current = await database.Routes.SingleAsync(r => r.GroupId == groupId && r.ProjectId == projectId && !r.IsRedirect, cancellationToken);
        current.IsRedirect = true;
        if (there is null)
        {
            database.Routes.Add(new Route { Path = PathGrammar.Key(renamed), GroupId = groupId, ProjectId = projectId });
        }
        else
        {
            there.IsRedirect = false;
        }

        return true;
    }
}
