using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Projects;

/// <summary>Makes projects, and for the operator the groups that are missing above them.</summary>
internal sealed class ProjectCreation(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    private const int Attempts = 3;

    /// <summary>
    /// Makes the project. The operator's missing groups are made, and groups less visible than it are opened as far, since its
    /// address shows their names anyway; anybody else's project must fit into a namespace that is there.
    /// </summary>
    public async Task<ProjectCreationResult> CreateAsync(NewProject project, AuditSource by, CancellationToken cancellationToken)
    {
        if (!project.FullPath.Contains('/'))
        {
            return new ProjectCreationResult.Invalid($"'{project.FullPath}' names no group or user: give a full path such as acme/{project.FullPath}.");
        }

        if (PathGrammar.Fault(project.FullPath) is { } fault)
        {
            return new ProjectCreationResult.Invalid(fault);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryCreateAsync(project, by, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody took one of the paths first: look again.
            }
        }
    }

    private async Task<ProjectCreationResult> TryCreateAsync(NewProject project, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        if (await NamespaceRows.FindAsync(database, project.FullPath, cancellationToken) is not null)
        {
            return new ProjectCreationResult.PathTaken(project.FullPath);
        }

        var segments = project.FullPath.Split('/');
        Group? parent = null;
        for (var depth = 1; depth < segments.Length; depth++)
        {
            var path = string.Join('/', segments[..depth]);
            var route = await NamespaceRows.FindAsync(database, path, cancellationToken);
            switch (route)
            {
                case { GroupId: { } groupId, IsRedirect: false }:
                    parent = await database.Groups.SingleAsync(group => group.Id == groupId, cancellationToken);
                    break;
                case not null:
                    return new ProjectCreationResult.PathTaken(path);
                case null when !project.ByOperator:
                    return new ProjectCreationResult.Invalid($"There is no group or user '{path}'.");
                default:
                    parent = NewGroup(parent, segments[depth - 1], project.Visibility);
                    await NamespaceRows.AddAsync(database, parent, cancellationToken);
                    database.AuditEvents.Add(by.Event(parent.CreatedAt, "group.create", parent.FullPath, groupId: parent.Id));
                    break;
            }

            if (parent.Visibility < project.Visibility)
            {
                if (!project.ByOperator)
                {
                    return new ProjectCreationResult.Invalid($"{parent.FullPath} is {VisibilityRules.Word(parent.Visibility)}, so that a project in it cannot be {VisibilityRules.Word(project.Visibility)}.");
                }

                database.AuditEvents.Add(by.Event(
                    time.GetUtcNow(), "group.update", parent.FullPath, groupId: parent.Id, before: VisibilityRules.Word(parent.Visibility), after: VisibilityRules.Word(project.Visibility)));
                parent.Visibility = project.Visibility;
            }
        }

        var row = new Project
        {
            GroupId = parent!.Id,
            Path = segments[^1],
            FullPath = $"{parent.FullPath}/{segments[^1]}",
            Name = project.Name ?? segments[^1],
            Description = project.Description,
            Visibility = project.Visibility,
            CreatedAt = time.GetUtcNow(),
        };
        await NamespaceRows.AddAsync(database, row, by, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new ProjectCreationResult.Created(row.Id, row.FullPath);
    }

    private Group NewGroup(Group? parent, string segment, Visibility visibility) => new()
    {
        ParentId = parent?.Id,
        Path = segment,
        FullPath = parent is null ? segment : $"{parent.FullPath}/{segment}",
        Name = segment,
        Visibility = visibility,
        CreatedAt = time.GetUtcNow(),
    };
}

/// <summary>What a project is to be.</summary>
/// <param name="ByOperator">Made at the command line, by whoever owns the machine.</param>
internal sealed record NewProject(string FullPath, Visibility Visibility, string? Name = null, string? Description = null, bool ByOperator = false);

/// <summary>What came of making a project.</summary>
internal abstract record ProjectCreationResult
{
    private ProjectCreationResult()
    {
    }

    public sealed record Created(long ProjectId, string FullPath) : ProjectCreationResult;

    /// <summary>The path, or one above it, belongs to something else, or did so before a rename.</summary>
    public sealed record PathTaken(string FullPath) : ProjectCreationResult;

    public sealed record Invalid(string Reason) : ProjectCreationResult;
}
