using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Projects;

/// <summary>The members of a project or group as its page shows them: each role by itself, with where it comes from.</summary>
internal sealed class MemberRoll(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>By user name. Roles that are over are left out. The caller has been let in already.</summary>
    /// <param name="target">Where.</param>
    /// <param name="caller">Who looks.</param>
    /// <param name="search">A part of the name or user name; null for all.</param>
    /// <param name="direct">Only roles given here, or only those from above; null for both.</param>
    /// <param name="skip">How many to leave out at the beginning.</param>
    /// <param name="take">The most to answer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<MemberPage> ListAsync(
        MemberTarget target, Caller.Account caller, string? search, bool? direct, int skip, int take, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var role = await target.RoleOfAsync(database, caller, now, cancellationToken);
        var part = string.IsNullOrWhiteSpace(search) ? null : search.Replace("\0", "", StringComparison.Ordinal).Trim().ToLowerInvariant();
        var rows = MemberListing.Memberships(database, target, inherits: direct != true)
            .Where(membership => membership.ExpiresAt == null || membership.ExpiresAt > now)
            .Where(membership => direct != false || membership.ProjectId != target.ProjectId || membership.GroupId != target.GroupId)
            .Join(database.Users, membership => membership.UserId, user => user.Id, (membership, user) => new { Membership = membership, User = user })
            .Where(row => part == null || row.User.UserName!.ToLower().Contains(part) || row.User.Name.ToLower().Contains(part));
        var total = await rows.CountAsync(cancellationToken);
        var page = await rows.OrderBy(row => row.User.UserName).ThenByDescending(row => row.Membership.AccessLevel).ThenBy(row => row.Membership.Id)
            .Skip(skip).Take(take)
            .Select(row => new RollRow(
                row.User.Id,
                row.User.UserName!,
                row.User.Name,
                row.User.BlockedAt != null,
                row.Membership.AccessLevel,
                row.Membership.ExpiresAt,
                row.Membership.CreatedAt,
                row.Membership.ProjectId == target.ProjectId && row.Membership.GroupId == target.GroupId
                    ? null
                    : database.Groups.Where(group => group.Id == row.Membership.GroupId).Select(group => group.FullPath).FirstOrDefault()))
            .ToListAsync(cancellationToken);
        var owner = await target.NamespaceOwnerAsync(database, cancellationToken);
        return new MemberPage(page, total, role, owner?.UserName);
    }
}

/// <summary>A role of somebody.</summary>
/// <param name="Source">The full path of the group above that it comes from; null where it was given here.</param>
public sealed record RollRow(
    long UserId, string UserName, string Name, bool IsBlocked, AccessLevel Level, DateTimeOffset? ExpiresAt, DateTimeOffset Since, string? Source);

/// <summary>A part of the list, how long the whole is, and what the visitor may do with it.</summary>
/// <param name="OwnLevel">The visitor's own role here, inherited ones included.</param>
/// <param name="NamespaceOwner">The user whose namespace the project lies in, who needs no role to own it.</param>
internal sealed record MemberPage(IReadOnlyList<RollRow> Rows, int Total, AccessLevel OwnLevel, string? NamespaceOwner);
