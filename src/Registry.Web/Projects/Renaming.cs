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

        var moved = project is not null
            ? await PathMoves.MoveProjectAsync(database, project, segment, renamed, cancellationToken)
            : await PathMoves.MoveGroupAsync(database, group!, segment, renamed, cancellationToken);
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
