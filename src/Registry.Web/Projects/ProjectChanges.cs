using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;

namespace Registry.Web.Projects;

/// <summary>Makes, changes and deletes projects for users. Roles are looked at again inside the transaction.</summary>
internal sealed class ProjectChanges(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>Makes a project in a namespace in which the user is at least Maintainer; in the user's own where none is named.</summary>
    public async Task<NamespaceChangeResult> CreateAsync(long? namespaceId, ProjectFields fields, Caller.Account user, AuditSource by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        var place = await database.Groups.SingleOrDefaultAsync(group => namespaceId == null ? group.UserId == user.UserId : group.Id == namespaceId, cancellationToken);
        if (place is null || await Roles.InGroupAsync(database, user, place.Id, now, cancellationToken) < AccessLevel.Maintainer)
        {
            return new NamespaceChangeResult.Invalid("namespace", "is not valid"); // GitLab does not say which
        }

        var fullPath = $"{place.FullPath}/{fields.Path}";
        var visibility = fields.Visibility ?? Visibility.Private;
        if (PathGrammar.SegmentFault(fields.Path!, fullPath) is { } fault)
        {
            return new NamespaceChangeResult.Invalid("path", fault);
        }

        if (VisibilityRules.FaultOfProject(visibility, place) is { } tooOpen)
        {
            return new NamespaceChangeResult.Invalid(VisibilityRules.Field, tooOpen);
        }

        if (await NamespaceRows.FindAsync(database, fullPath, cancellationToken) is not null)
        {
            return NamespaceChangeResult.PathTaken;
        }

        var project = new Project
        {
            GroupId = place.Id,
            Path = fields.Path!,
            FullPath = fullPath,
            Name = fields.Name ?? fields.Path!,
            Description = fields.Description,
            Visibility = visibility,
            AnyoneMayPull = fields.AnyoneMayPull ?? false,
            CreatedAt = now,
        };
        return await NamespaceWriting.CommitAsync(
            write,
            async () =>
            {
                await NamespaceRows.AddAsync(database, project, by, cancellationToken);
                return project.Id;
            },
            cancellationToken);
    }

    /// <summary>Changes what the fields name. Who sees it is for owners to change. A former path leads to the new one.</summary>
    public async Task<NamespaceChangeResult> ChangeAsync(long projectId, ProjectFields fields, Caller.Account user, AuditSource by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        if (await database.Projects.SingleOrDefaultAsync(one => one.Id == projectId, cancellationToken) is not { } project)
        {
            return new NamespaceChangeResult.NotFound();
        }

        var role = await Roles.InProjectAsync(database, user, project, now, cancellationToken);
        var isOpened = fields.Visibility is { } asked && asked != project.Visibility;
        if (role < (isOpened ? AccessLevel.Owner : AccessLevel.Maintainer))
        {
            return new NamespaceChangeResult.Forbidden();
        }

        var place = await database.Groups.AsNoTracking().SingleAsync(group => group.Id == project.GroupId, cancellationToken);
        if (isOpened && VisibilityRules.FaultOfProject(fields.Visibility!.Value, place) is { } tooOpen)
        {
            return new NamespaceChangeResult.Invalid(VisibilityRules.Field, tooOpen);
        }

        var before = Words(project);
        var name = fields.Name ?? project.Name;
        if (fields.Path is { } path && path != project.Path)
        {
            var renamed = $"{place.FullPath}/{path}";
            if (PathGrammar.SegmentFault(path, renamed) is { } fault)
            {
                return new NamespaceChangeResult.Invalid("path", fault);
            }

            if (!await PathMoves.MoveProjectAsync(database, project, path, renamed, cancellationToken))
            {
                return NamespaceChangeResult.PathTaken;
            }
        }

        project.Name = name;
        project.Description = fields.HasDescription ? fields.Description : project.Description;
        project.Visibility = fields.Visibility ?? project.Visibility;
        project.AnyoneMayPull = fields.AnyoneMayPull ?? project.AnyoneMayPull;
        database.AuditEvents.Add(by.Event(now, "project.update", project.FullPath, project.Id, before: before, after: Words(project)));
        return await NamespaceWriting.CommitAsync(
            write,
            async () =>
            {
                await database.SaveChangesAsync(cancellationToken);
                return projectId;
            },
            cancellationToken);
    }

    /// <summary>Deletes the project with its packages, for owners.</summary>
    public async Task<NamespaceChangeResult> RemoveAsync(
        long projectId, Caller.Account user, AuditSource by, DateTimeOffset? unmodifiedSince, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        if (await database.Projects.AsNoTracking().SingleOrDefaultAsync(one => one.Id == projectId, cancellationToken) is not { } project)
        {
            return new NamespaceChangeResult.NotFound();
        }

        if (await Roles.InProjectAsync(database, user, project, now, cancellationToken) < AccessLevel.Owner)
        {
            return new NamespaceChangeResult.Forbidden();
        }

        if (await NamespaceWriting.HasChangedAsync(database.AuditEvents.Where(one => one.ProjectId == projectId), project.CreatedAt, unmodifiedSince, cancellationToken))
        {
            return new NamespaceChangeResult.Modified();
        }

        await NamespaceRemoval.RemoveProjectAsync(database, write, projectId, cancellationToken);
        database.AuditEvents.Add(by.Event(now, "project.delete", project.FullPath, projectId));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new NamespaceChangeResult.Done(projectId);
    }

    private static string Words(Project project) =>
        $"{project.FullPath} \"{project.Name}\", {VisibilityRules.Word(project.Visibility)}{(project.AnyoneMayPull ? ", anyone may pull" : "")}{(project.Description is null ? "" : $": {project.Description}")}";
}

/// <summary>What a project is to be, or what of it is to be another; what is null stays, or is as usual.</summary>
/// <param name="HasDescription">Whether the description was named, be it to take it away.</param>
internal sealed record ProjectFields(string? Name, string? Path, string? Description, bool HasDescription, Visibility? Visibility, bool? AnyoneMayPull);
