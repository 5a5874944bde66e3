using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Projects;

/// <summary>What the API asks of groups and namespaces. Each list holds only what the caller may see.</summary>
internal sealed class GroupListing(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>One group, whoever asks: the caller has been let in already.</summary>
    public async Task<GroupResponse?> FindAsync(long groupId, string publicUrl, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var ancestry = await Ancestry.ReadAsync(database, [groupId], cancellationToken);
        return ancestry.All.Count == 0 ? null : GroupResponse.Of(ancestry[groupId], ancestry.FullName(groupId), publicUrl);
    }

    public async Task<Paged<GroupResponse>> ListAsync(OffsetPage page, Caller caller, GroupFilter filter, string publicUrl, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = await page.ReadAsync(Ordered(Filtered(database, caller, filter, time.GetUtcNow()), filter), cancellationToken);
        var ancestry = await Ancestry.ReadAsync(database, [.. found.Rows.Select(group => group.Id)], cancellationToken);
        return found.Select(group => GroupResponse.Of(group, ancestry.FullName(group.Id), publicUrl));
    }

    /// <summary>The user's own namespace and the groups in which the user has a role; for administrators all that there are.</summary>
    public async Task<Paged<Group>> ListNamespacesAsync(OffsetPage page, Caller.Account caller, string? search, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var namespaces = Namespaces(database, caller);
        if (search?.ToLowerInvariant() is { } part)
        {
            namespaces = namespaces.Where(group => group.FullPath.ToLower().Contains(part) || group.Name.ToLower().Contains(part));
        }

        return await page.ReadAsync(namespaces.OrderBy(group => group.FullPath), cancellationToken);
    }

    /// <summary>The same, one of them, by its id or its path, present or former.</summary>
    public async Task<Group?> FindNamespaceAsync(Caller.Account caller, string named, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var id = named.All(char.IsAsciiDigit) && long.TryParse(named, out var number)
            ? number
            : (await NamespaceRows.FindAsync(database, named, cancellationToken))?.GroupId;
        return await Namespaces(database, caller).SingleOrDefaultAsync(group => group.Id == id, cancellationToken);
    }

    private IQueryable<Group> Namespaces(RegistryDbContext database, Caller.Account caller)
    {
        var namespaces = database.Groups.AsNoTracking();
        if (caller.IsAdmin)
        {
            return namespaces;
        }

        var held = VisibleGroups.Held(database.Groups, database, caller.UserId, AccessLevel.Guest, time.GetUtcNow());
        return namespaces.Where(group => group.UserId == caller.UserId || held.Any(one => one.Id == group.Id));
    }

    private static IQueryable<Group> Filtered(RegistryDbContext database, Caller caller, GroupFilter filter, DateTimeOffset now)
    {
        var groups = VisibleGroups.To(caller, database, now);
        groups = filter switch
        {
            { ParentId: { } parent } => groups.Where(group => group.ParentId == parent),
            { BelowId: { } above } => groups.Where(group => group.Id != above && database.GroupAncestors.Any(pair => pair.GroupId == group.Id && pair.AncestorId == above)),
            { TopLevelOnly: true } => groups.Where(group => group.ParentId == null),
            _ => groups,
        };
        if (filter.Search?.ToLowerInvariant() is { } part)
        {
            groups = groups.Where(group => group.Path.ToLower().Contains(part) || group.Name.ToLower().Contains(part));
        }

        return (caller, filter) switch
        {
            (Caller.Account account, { LeastRole: { } least }) => VisibleGroups.Held(groups, database, account.UserId, least, now),
            (_, { LeastRole: not null }) => groups.Where(_ => false), // nobody in particular is a member of nothing
            (Caller.Account account, { JoinedOnly: true }) => VisibleGroups.Joined(groups, database, account.UserId, now),
            _ => groups,
        };
    }

    private static IQueryable<Group> Ordered(IQueryable<Group> groups, GroupFilter filter) => (filter.Order, filter.Descending) switch
    {
        (GroupOrder.Path, true) => groups.OrderByDescending(group => group.Path).ThenByDescending(group => group.Id),
        (GroupOrder.Path, false) => groups.OrderBy(group => group.Path).ThenBy(group => group.Id),
        (GroupOrder.Id, true) => groups.OrderByDescending(group => group.Id),
        (GroupOrder.Id, false) => groups.OrderBy(group => group.Id),
        (_, true) => groups.OrderByDescending(group => group.Name).ThenByDescending(group => group.Id),
        _ => groups.OrderBy(group => group.Name).ThenBy(group => group.Id),
    };
}

/// <summary>Which groups are asked for, and in which order.</summary>
/// <param name="JoinedOnly">Only those that the caller belongs to, or to something below.</param>
/// <param name="LeastRole">Only those in which the caller has at least that role.</param>
/// <param name="ParentId">Only those right below that one.</param>
/// <param name="BelowId">Only those anywhere below that one.</param>
internal sealed record GroupFilter(
    string? Search, bool JoinedOnly, AccessLevel? LeastRole, bool TopLevelOnly, GroupOrder Order, bool Descending, long? ParentId = null, long? BelowId = null);

internal enum GroupOrder
{
    Name = 0,
    Path,
    Id,
}
