using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;

namespace Registry.Web.Projects;

/// <summary>
/// Members of projects and groups as users manage them: nobody gives or takes a role above the own, everybody may leave, and a
/// group keeps an owner.
/// </summary>
internal sealed class MemberChanges(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    public async Task<MemberChangeResult> AddAsync(MemberTarget target, NewMember member, Caller.Account user, AuditSource by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        var role = await target.RoleOfAsync(database, user, now, cancellationToken);
        if (role < target.LeastRole || role < member.Level)
        {
            return new MemberChangeResult.Forbidden();
        }

        var name = member.UserName?.ToUpperInvariant();
        if (await database.Users.Where(one => member.UserId == null ? one.NormalizedUserName == name : one.Id == member.UserId)
            .Select(one => (long?)one.Id).SingleOrDefaultAsync(cancellationToken) is not { } userId)
        {
            return new MemberChangeResult.NoSuchUser();
        }

        var membership = await FindAsync(database, target, userId, cancellationToken);
        if (IsActive(membership, now) || (await target.NamespaceOwnerAsync(database, cancellationToken))?.Id == userId)
        {
            return new MemberChangeResult.AlreadyMember();
        }

        if (membership is null)
        {
            membership = new Membership { UserId = userId, ProjectId = target.ProjectId, GroupId = target.GroupId };
            database.Memberships.Add(membership);
        }

        membership.AccessLevel = member.Level;
        membership.ExpiresAt = member.ExpiresAt;
        membership.CreatedAt = now;
        return await SaveAsync(database, write, by.Event(now, "member.add", await WordsAsync(database, userId, member.Level, cancellationToken), target.ProjectId, target.GroupId), userId, cancellationToken);
    }

    /// <param name="target">Where.</param>
    /// <param name="userId">The member.</param>
    /// <param name="level">The new role.</param>
    /// <param name="expiry">The new end; null to leave it as it is.</param>
    /// <param name="user">Who asks for it.</param>
    /// <param name="by">The same, for the audit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<MemberChangeResult> ChangeAsync(
        MemberTarget target, long userId, AccessLevel level, MemberExpiry? expiry, Caller.Account user, AuditSource by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        var role = await target.RoleOfAsync(database, user, now, cancellationToken);
        if (role < target.LeastRole)
        {
            return new MemberChangeResult.Forbidden();
        }

        if (await FindAsync(database, target, userId, cancellationToken) is not { } membership || !IsActive(membership, now))
        {
            return new MemberChangeResult.NotMember();
        }

        var end = expiry is null ? membership.ExpiresAt : expiry.At;
        if (role < level || role < membership.AccessLevel)
        {
            return new MemberChangeResult.Forbidden();
        }

        if ((level < AccessLevel.Owner || end is not null) && await IsLastOwnerAsync(database, membership, now, cancellationToken))
        {
            return new MemberChangeResult.LastOwner();
        }

        var before = Words(membership);
        membership.AccessLevel = level;
        membership.ExpiresAt = end;
        var what = await WordsAsync(database, userId, level, cancellationToken);
        return await SaveAsync(database, write, by.Event(now, "member.update", what, target.ProjectId, target.GroupId, before, Words(membership)), userId, cancellationToken);
    }

    /// <param name="target">Where.</param>
    /// <param name="userId">The member.</param>
    /// <param name="keepsBelow">Whether roles that the member was given below a group stay.</param>
    /// <param name="user">Who asks for it, the member perhaps.</param>
    /// <param name="by">The same, for the audit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<MemberChangeResult> RemoveAsync(MemberTarget target, long userId, bool keepsBelow, Caller.Account user, AuditSource by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        var role = await target.RoleOfAsync(database, user, now, cancellationToken);
        if (role < target.LeastRole && user.UserId != userId)
        {
            return new MemberChangeResult.Forbidden();
        }

        if (await FindAsync(database, target, userId, cancellationToken) is not { } membership || !IsActive(membership, now))
        {
            return new MemberChangeResult.NotMember();
        }

        if (role < membership.AccessLevel)
        {
            return new MemberChangeResult.Forbidden();
        }

        if (await IsLastOwnerAsync(database, membership, now, cancellationToken))
        {
            return new MemberChangeResult.LastOwner();
        }

        if (target.GroupId is { } group && !keepsBelow)
        {
            var below = database.GroupAncestors.Where(pair => pair.AncestorId == group && pair.GroupId != group).Select(pair => pair.GroupId);
            var projects = database.Projects.Where(project => project.GroupId == group || below.Contains(project.GroupId)).Select(project => project.Id);
            await database.Memberships
                .Where(one => one.UserId == userId && (below.Contains(one.GroupId!.Value) || projects.Contains(one.ProjectId!.Value)))
                .ExecuteDeleteAsync(cancellationToken);
        }

        var removed = by.Event(now, "member.remove", await WordsAsync(database, userId, membership.AccessLevel, cancellationToken), target.ProjectId, target.GroupId, Words(membership));
        database.Memberships.Remove(membership);
        return await SaveAsync(database, write, removed, userId, cancellationToken);
    }

    private static async Task<MemberChangeResult> SaveAsync(
        RegistryDbContext database, WriteTransaction write, AuditEvent done, long userId, CancellationToken cancellationToken)
    {
        database.AuditEvents.Add(done);
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new MemberChangeResult.Done(userId);
    }

    private static Task<Membership?> FindAsync(RegistryDbContext database, MemberTarget target, long userId, CancellationToken cancellationToken) =>
        database.Memberships.SingleOrDefaultAsync(
            one => one.UserId == userId && one.ProjectId == target.ProjectId && one.GroupId == target.GroupId, cancellationToken);

    private static bool IsActive(Membership? membership, DateTimeOffset now) => membership is not null && !(membership.ExpiresAt <= now);

    private static async Task<bool> IsLastOwnerAsync(RegistryDbContext database, Membership membership, DateTimeOffset now, CancellationToken cancellationToken) =>
        membership is { AccessLevel: AccessLevel.Owner, GroupId: { } group } && !await Owners.HasOtherAsync(database, group, membership.UserId, now, cancellationToken);

    /// <summary>Who is to have a role, by the user name of now, which outlives the account in the audit.</summary>
    public static async Task<string> WordsAsync(RegistryDbContext database, long userId, AccessLevel level, CancellationToken cancellationToken) =>
        $"{await database.Users.Where(user => user.Id == userId).Select(user => user.UserName).SingleAsync(cancellationToken)} as {level}";

    /// <summary>A role as the audit writes it.</summary>
    public static string Words(Membership membership) => $"{membership.AccessLevel}{(membership.ExpiresAt is { } end ? $" until {end:yyyy-MM-dd}" : "")}";
}

/// <summary>Who is to be a member, by id or user name, and as what.</summary>
internal sealed record NewMember(long? UserId, string? UserName, AccessLevel Level, DateTimeOffset? ExpiresAt);

/// <summary>When a role ends; null for never.</summary>
internal sealed record MemberExpiry(DateTimeOffset? At);

/// <summary>What came of a change among members.</summary>
internal abstract record MemberChangeResult
{
    private MemberChangeResult()
    {
    }

    public sealed record Done(long UserId) : MemberChangeResult;

    public sealed record NoSuchUser : MemberChangeResult;

    public sealed record NotMember : MemberChangeResult;

    public sealed record AlreadyMember : MemberChangeResult;

    /// <summary>The caller's own role does not reach.</summary>
    public sealed record Forbidden : MemberChangeResult;

    /// <summary>The group would have no owner.</summary>
    public sealed record LastOwner : MemberChangeResult;
}
