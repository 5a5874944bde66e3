using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Projects;

namespace Registry.Web.Accounts;

/// <summary>
/// Deletes accounts. What a user did stays: packages and the audit carry the name, and pipelines pass to a blocked account that
/// stands for all deleted ones, as GitLab's ghost does.
/// </summary>
internal sealed class UserRemoval(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    private const string GhostName = "ghost";

    /// <param name="userId">Who.</param>
    /// <param name="isHard">Takes the projects of the personal namespace along, and leaves groups without an owner.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<UserRemovalResult> RemoveAsync(long userId, bool isHard, AuditSource by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        if (await database.Users.AsNoTracking().SingleOrDefaultAsync(one => one.Id == userId, cancellationToken) is not { } user)
        {
            return new UserRemovalResult.NotFound();
        }

        if (await Administrators.IsLastAsync(database, user, cancellationToken))
        {
            return new UserRemovalResult.LastAdministrator();
        }

        if (await database.Groups.AsNoTracking().SingleOrDefaultAsync(group => group.UserId == userId, cancellationToken) is not { } own)
        {
            return new UserRemovalResult.Kept("This account stands for those that were deleted.");
        }

        if (!isHard && await database.Projects.AnyAsync(project => project.GroupId == own.Id, cancellationToken))
        {
            return new UserRemovalResult.Kept("User cannot be removed while there are projects in the personal namespace: give hard_delete=true to delete them too");
        }

        if (!isHard && await Owners.IsSoleAsync(database, userId, now, cancellationToken))
        {
            return new UserRemovalResult.Kept("User cannot be removed while being the sole owner of a group");
        }

        await NamespaceRemoval.RemoveGroupAsync(database, write, own.Id, cancellationToken);
        await PassOnAsync(database, userId, now, cancellationToken);
        await database.Users.Where(one => one.Id == userId).ExecuteDeleteAsync(cancellationToken);
        write.MoveAccess();
        database.AuditEvents.Add(by.Event(now, "user.delete", user.UserName!));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new UserRemovalResult.Removed();
    }

    // Pipelines and jobs need a user. Those that still run end with their user's rights.
    private static async Task PassOnAsync(RegistryDbContext database, long userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var pipelines = database.Pipelines.Where(pipeline => pipeline.UserId == userId);
        var jobs = database.Jobs.Where(job => job.UserId == userId);
        if (!await pipelines.AnyAsync(cancellationToken) && !await jobs.AnyAsync(cancellationToken))
        {
            return;
        }

        var ghost = await GhostAsync(database, now, cancellationToken);
        await jobs.Where(job => job.Status == BuildStatus.Running).ExecuteUpdateAsync(
            set => set.SetProperty(job => job.Status, BuildStatus.Canceled).SetProperty(job => job.FinishedAt, now), cancellationToken);
        await jobs.ExecuteUpdateAsync(set => set.SetProperty(job => job.UserId, ghost), cancellationToken);
        await pipelines.ExecuteUpdateAsync(set => set.SetProperty(pipeline => pipeline.UserId, ghost), cancellationToken);
    }

    // The one account without a namespace. It has no password and no address, and is blocked.
    private static async Task<long> GhostAsync(RegistryDbContext database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await database.Users.Where(user => !database.Groups.Any(own => own.UserId == user.Id)
            && user.PasswordHash == null && user.NormalizedUserName!.StartsWith("GHOST")).Select(user => (long?)user.Id).FirstOrDefaultAsync(cancellationToken) is { } known)
        {
            return known;
        }

        var name = GhostName;
        for (var number = 1; await database.Users.AnyAsync(user => user.NormalizedUserName == name.ToUpper(), cancellationToken); number++)
        {
            name = $"{GhostName}{number}";
        }

        var ghost = new User
        {
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            Name = "Ghost User",
            BlockedAt = now,
            CreatedAt = now,
            SecurityStamp = $"{Guid.NewGuid()}",
        };
        database.Users.Add(ghost);
        await database.SaveChangesAsync(cancellationToken);
        return ghost.Id;
    }
}

/// <summary>What came of deleting an account.</summary>
internal abstract record UserRemovalResult
{
    private UserRemovalResult()
    {
    }

    public sealed record Removed : UserRemovalResult;

    public sealed record NotFound : UserRemovalResult;

    /// <summary>Nobody else could administer the server.</summary>
    public sealed record LastAdministrator : UserRemovalResult;

    /// <summary>Something else would go with it.</summary>
    public sealed record Kept(string Reason) : UserRemovalResult;
}
