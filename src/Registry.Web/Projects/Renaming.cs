using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Projects;

/// <summary>Gives projects and groups another path. The old one, and those of all below, stay theirs and lead to the new.</summary>
internal sealed class Renaming(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>Changes the last segment of the path of a project or group.</summary>
    public async Task<RenameResult> RenameAsync(string fullPath, string segment, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        if (await NamespaceRows.FindAsync(database, fullPath, cancellationToken) is not { IsRedirect: false } route)
        {
            return new RenameResult.NotFound();
        }

        var project = await database.Projects.SingleOrDefaultAsync(p => p.Id == route.ProjectId, cancellationToken);
        var group = await database.Groups.SingleOrDefaultAsync(g => g.Id == route.GroupId, cancellationToken);
        if (group?.UserId is not null)
        {
            return new RenameResult.Invalid("This is a user's own namespace: it is called as the user is.");
        }

        var old = project?.FullPath ?? group!.FullPath;
        var renamed = old.LastIndexOf('/') is >= 0 and var slash ? $"{old[..slash]}/{segment}" : segment;
        if (PathGrammar.Fault(renamed) is { } fault)
        {
            return new RenameResult.Invalid(fault);
        }

        var moved = project is not null ? await MoveProjectAsync(database, project, segment, renamed, cancellationToken) : await MoveGroupAsync(database, group!, segment, renamed, cancellationToken);
        if (!moved)
        {
            return new RenameResult.PathTaken(renamed);
        }

        database.AuditEvents.Add(by.Event(time.GetUtcNow(), project is null ? "group.rename" : "project.rename", $"{old} to {renamed}", project?.Id, group?.Id, old, renamed));
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            return new RenameResult.PathTaken(renamed);
        }

        await write.CommitAsync(cancellationToken);
        return new RenameResult.Renamed(renamed);
    }

    private static async Task<bool> MoveProjectAsync(RegistryDbContext database, Project project, string segment, string renamed, CancellationToken cancellationToken)
    {
        if (project.Name == project.Path)
        {
            project.Name = segment; // a title of its own stays
        }

        project.Path = segment;
        project.FullPath = renamed;
        return await MoveRouteAsync(database, renamed, null, project.Id, cancellationToken);
    }

    private static async Task<bool> MoveGroupAsync(RegistryDbContext database, Group group, string segment, string renamed, CancellationToken cancellationToken)
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

/// <summary>What came of a rename.</summary>
internal abstract record RenameResult
{
    private RenameResult()
    {
    }

    public sealed record Renamed(string FullPath) : RenameResult;

    public sealed record NotFound : RenameResult;

    public sealed record PathTaken(string FullPath) : RenameResult;

    public sealed record Invalid(string Reason) : RenameResult;
}
