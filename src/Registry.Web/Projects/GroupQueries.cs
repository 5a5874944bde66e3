using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Projects;

/// <summary>What pages ask of groups and personal namespaces. The caller has been let into the group already.</summary>
internal sealed class GroupQueries(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    public async Task<GroupSummary?> FindAsync(long groupId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Groups.AsNoTracking()
            .Where(group => group.Id == groupId)
            .Select(group => new GroupSummary(
                group.Id,
                group.FullPath,
                group.Path,
                group.Name,
                group.Description,
                group.Visibility,
                database.Groups.Where(parent => parent.Id == group.ParentId).Select(parent => (Visibility?)parent.Visibility).FirstOrDefault() ?? Visibility.Public,
                database.Users.Where(user => user.Id == group.UserId).Select(user => user.UserName).FirstOrDefault(),
                group.CreatedAt))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The groups right below it that the caller may see, by name, with how many projects the caller may read packages of.</summary>
    public async Task<SubgroupPage> ListBelowAsync(Caller caller, long groupId, int skip, int take, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var visible = VisibleGroups.To(caller, database, now).Where(group => group.ParentId == groupId);
        var total = await visible.CountAsync(cancellationToken);
        if (total == 0)
        {
            return new SubgroupPage([], 0);
        }

        var projects = VisibleProjects.To(caller, database, now);
        var groups = await visible.OrderBy(group => group.Name).ThenBy(group => group.Id).Skip(skip).Take(take)
            .Select(group => new Subgroup(
                group.FullPath,
                group.Name,
                group.Description,
                group.Visibility,
                projects.Count(project => database.GroupAncestors.Any(pair => pair.GroupId == project.GroupId && pair.AncestorId == group.Id))))
            .ToListAsync(cancellationToken);
        return new SubgroupPage(groups, total);
    }

    /// <summary>How many groups and projects would go with it.</summary>
    public async Task<(int Groups, int Projects)> CountBelowAsync(long groupId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var below = database.GroupAncestors.Where(pair => pair.AncestorId == groupId).Select(pair => pair.GroupId);
        return (
            await below.CountAsync(cancellationToken) - 1,
            await database.Projects.CountAsync(project => below.Contains(project.GroupId), cancellationToken));
    }
}

/// <summary>A group as its pages show it.</summary>
/// <param name="Widest">How visible it can be: as what it lies in.</param>
/// <param name="Owner">The user whose own namespace it is; null for a group.</param>
internal sealed record GroupSummary(
    long Id, string FullPath, string Path, string Name, string? Description, Visibility Visibility, Visibility Widest, string? Owner, DateTimeOffset CreatedAt);

/// <summary>A group in the list of the one above it.</summary>
internal sealed record Subgroup(string FullPath, string Name, string? Description, Visibility Visibility, int Projects);

/// <summary>A part of a list, and how long the whole is.</summary>
internal sealed record SubgroupPage(IReadOnlyList<Subgroup> Groups, int Total);
