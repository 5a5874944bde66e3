using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Projects;

/// <summary>The members of a project or group as its page shows them: one row a person, with the highest role and where that comes from.</summary>
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
        var people = rows.Select(row => new { row.User.Id, row.User.UserName }).Distinct();
        var total = await people.CountAsync(cancellationToken);
        var ids = await people.OrderBy(one => one.UserName).Skip(skip).Take(take).Select(one => one.Id).ToListAsync(cancellationToken);
        var held = await rows.Where(row => ids.Contains(row.User.Id))
            .Select(row => new HeldRole(
                row.User.Id,
                row.User.UserName!,
                row.User.Name,
                row.User.BlockedAt != null,
                new GivenRole(row.Membership.AccessLevel, row.Membership.ExpiresAt),
                row.Membership.CreatedAt,
                row.Membership.ProjectId == target.ProjectId && row.Membership.GroupId == target.GroupId
                    ? null
                    : database.Groups.Where(group => group.Id == row.Membership.GroupId).Select(group => group.FullPath).FirstOrDefault()))
            .ToListAsync(cancellationToken);
        var owner = await target.NamespaceOwnerAsync(database, cancellationToken);
        var ofPeople = held.ToLookup(one => one.UserId);
        return new MemberPage([.. ids.Where(ofPeople.Contains).Select(id => Sum(ofPeople[id]))], total, role, owner?.UserName);
    }

    // Of equal ones the one that was given here counts, then the nearest.
    private static RollRow Sum(IEnumerable<HeldRole> roles)
    {
        var ordered = roles.OrderByDescending(one => one.Role.Level).ThenByDescending(one => one.Source is null).ThenByDescending(one => one.Source?.Length).ToList();
        var highest = ordered[0];
        return new RollRow(
            highest.UserId, highest.UserName, highest.Name, highest.IsBlocked, highest.Role.Level, highest.Role.ExpiresAt, highest.Since, highest.Source,
            ordered.Find(one => one.Source is null)?.Role);
    }

    private sealed record HeldRole(long UserId, string UserName, string Name, bool IsBlocked, GivenRole Role, DateTimeOffset Since, string? Source);
}

/// <summary>A member and the highest role of those that the list is about.</summary>
/// <param name="Source">The full path of the group above that it comes from; null where it was given here.</param>
/// <param name="Given">The role that was given here, which can be changed here: the same one, or one below it; null for none.</param>
public sealed record RollRow(
    long UserId, string UserName, string Name, bool IsBlocked, AccessLevel Level, DateTimeOffset? ExpiresAt, DateTimeOffset Since, string? Source, GivenRole? Given);

/// <summary>A role, and when it is over; null for never.</summary>
public sealed record GivenRole(AccessLevel Level, DateTimeOffset? ExpiresAt);

/// <summary>A part of the list, how long the whole is, and what the visitor may do with it.</summary>
/// <param name="OwnLevel">The visitor's own role here, inherited ones included.</param>
/// <param name="NamespaceOwner">The user whose namespace the project lies in, who needs no role to own it.</param>
internal sealed record MemberPage(IReadOnlyList<RollRow> Rows, int Total, AccessLevel OwnLevel, string? NamespaceOwner);
