using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Projects;

/// <summary>Gives a user a role in a project, or in a group and all below it.</summary>
internal sealed class MemberAddition(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>Adds the member or changes the role; false if there is no such project or group.</summary>
    public async Task<bool> AddAsync(string fullPath, long userId, AccessLevel level, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        if (await NamespaceRows.FindAsync(database, fullPath, cancellationToken) is not { } route)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var membership = await database.Memberships.SingleOrDefaultAsync(
            m => m.UserId == userId && m.GroupId == route.GroupId && m.ProjectId == route.ProjectId, cancellationToken);
        if (membership is null)
        {
            membership = new Membership { UserId = userId, GroupId = route.GroupId, ProjectId = route.ProjectId, CreatedAt = now };
            database.Memberships.Add(membership);
        }

        var before = membership.Id == 0 ? null : MemberChanges.Words(membership);
        membership.AccessLevel = level;
        membership.ExpiresAt = null;
        var what = await MemberChanges.WordsAsync(database, userId, level, cancellationToken);
        database.AuditEvents.Add(by.Event(now, "member.add", what, route.ProjectId, route.GroupId, before, before is null ? null : MemberChanges.Words(membership)));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }
}
