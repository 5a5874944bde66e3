using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;

namespace Registry.Web.Projects;

/// <summary>Makes, changes and deletes groups for users. Roles are looked at again inside the transaction.</summary>
internal sealed class GroupChanges(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>Makes a group whose owner is the user: below the parent, in which the user is at least Maintainer, or at the top.</summary>
    public async Task<NamespaceChangeResult> CreateAsync(long? parentId, GroupFields fields, Caller.Account user, AuditSource by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        var parent = await VisibleGroups.To(user, database, now).SingleOrDefaultAsync(group => group.Id == parentId, cancellationToken);
        if (parentId is not null && parent is null)
        {
            return new NamespaceChangeResult.NotFound();
        }

        if (parent is not null && await Roles.InGroupAsync(database, user, parent.Id, now, cancellationToken) < AccessLevel.Maintainer)
        {
            return new NamespaceChangeResult.Forbidden();
        }

        var group = new Group
        {
            ParentId = parentId,
            Path = fields.Path!,
            FullPath = parent is null ? fields.Path! : $"{parent.FullPath}/{fields.Path}",
            Name = fields.Name!,
            Description = fields.Description,
            Visibility = fields.Visibility ?? Visibility.Private,
            CreatedAt = now,
        };
        if (PathGrammar.SegmentFault(group.Path, group.FullPath) is { } fault)
        {
            return new NamespaceChangeResult.Invalid("path", fault);
        }

        if (VisibilityRules.FaultOfGroup(group.Visibility, parent) is { } tooOpen)
        {
            return new NamespaceChangeResult.Invalid(VisibilityRules.Field, tooOpen);
        }

        if (await NamespaceRows.FindAsync(database, group.FullPath, cancellationToken) is not null)
        {
            return NamespaceChangeResult.PathTaken;
        }

        return await NamespaceWriting.CommitAsync(
            write,
            async () =>
            {
                await NamespaceRows.AddAsync(database, group, cancellationToken);
                database.Memberships.Add(new Membership { UserId = user.UserId, GroupId = group.Id, AccessLevel = AccessLevel.Owner, CreatedAt = now });
                database.AuditEvents.Add(by.Event(now, "group.create", group.FullPath, groupId: group.Id));
                await database.SaveChangesAsync(cancellationToken);
                return group.Id;
            },
            cancellationToken);
    }

    /// <summary>Changes what the fields name, for owners. The former paths of all below lead to the new ones.</summary>
    public async Task<NamespaceChangeResult> ChangeAsync(long groupId, GroupFields fields, Caller.Account user, AuditSource by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        if (await database.Groups.SingleOrDefaultAsync(one => one.Id == groupId && one.UserId == null, cancellationToken) is not { } group)
        {
            return new NamespaceChangeResult.NotFound();
        }

        if (await Roles.InGroupAsync(database, user, groupId, now, cancellationToken) < AccessLevel.Owner)
        {
            return new NamespaceChangeResult.Forbidden();
        }

        if (fields.Visibility is { } visibility && await VisibilityFaultAsync(database, group, visibility, cancellationToken) is { } unfit)
        {
            return new NamespaceChangeResult.Invalid(VisibilityRules.Field, unfit);
        }

        var before = Words(group);
        var name = fields.Name ?? group.Name;
        if (fields.Path is { } path && path != group.Path)
        {
            var renamed = group.FullPath.LastIndexOf('/') is >= 0 and var slash ? $"{group.FullPath[..slash]}/{path}" : path;
            if (PathGrammar.SegmentFault(path, renamed) is { } fault)
            {
                return new NamespaceChangeResult.Invalid("path", fault);
            }

            if (!await PathMoves.MoveGroupAsync(database, group, path, renamed, cancellationToken))
            {
                return NamespaceChangeResult.PathTaken;
            }
        }

        group.Name = name;
        group.Description = fields.HasDescription ? fields.Description : group.Description;
        group.Visibility = fields.Visibility ?? group.Visibility;
        database.AuditEvents.Add(by.Event(now, "group.update", group.FullPath, groupId: groupId, before: before, after: Words(group)));
        return await NamespaceWriting.CommitAsync(
            write,
            async () =>
            {
                await database.SaveChangesAsync(cancellationToken);
                return groupId;
            },
            cancellationToken);
    }

    /// <summary>Deletes the group with all groups and projects below it, for owners.</summary>
    public async Task<NamespaceChangeResult> RemoveAsync(
        long groupId, Caller.Account user, AuditSource by, DateTimeOffset? unmodifiedSince, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        if (await database.Groups.AsNoTracking().SingleOrDefaultAsync(one => one.Id == groupId && one.UserId == null, cancellationToken) is not { } group)
        {
            return new NamespaceChangeResult.NotFound();
        }

        if (await Roles.InGroupAsync(database, user, groupId, now, cancellationToken) < AccessLevel.Owner)
        {
            return new NamespaceChangeResult.Forbidden();
        }

        if (await NamespaceWriting.HasChangedAsync(database.AuditEvents.Where(one => one.GroupId == groupId), group.CreatedAt, unmodifiedSince, cancellationToken))
        {
            return new NamespaceChangeResult.Modified();
        }

        await NamespaceRemoval.RemoveGroupAsync(database, write, groupId, cancellationToken);
        database.AuditEvents.Add(by.Event(now, "group.delete", group.FullPath, groupId: groupId));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new NamespaceChangeResult.Done(groupId);
    }

    private static async Task<string?> VisibilityFaultAsync(RegistryDbContext database, Group group, Visibility visibility, CancellationToken cancellationToken)
    {
        var parent = await database.Groups.AsNoTracking().SingleOrDefaultAsync(one => one.Id == group.ParentId, cancellationToken);
        return VisibilityRules.FaultOfGroup(visibility, parent) ?? await VisibilityRules.FaultBelowAsync(database, group.Id, visibility, cancellationToken);
    }

    private static string Words(Group group) =>
        $"{group.FullPath} \"{group.Name}\", {VisibilityRules.Word(group.Visibility)}{(group.Description is null ? "" : $": {group.Description}")}";
}

/// <summary>What a group is to be, or what of it is to be another; what is null stays, or is as usual.</summary>
/// <param name="HasDescription">Whether the description was named, be it to take it away.</param>
internal sealed record GroupFields(string? Name, string? Path, string? Description, bool HasDescription, Visibility? Visibility);
