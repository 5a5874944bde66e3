using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Projects;

/// <summary>What making, changing and deleting groups and projects have in common.</summary>
internal static class NamespaceWriting
{
    /// <summary>Saves the rows and commits. Where a unique index refuses them, somebody else was quicker to take the path.</summary>
    /// <param name="write">The transaction that is ended.</param>
    /// <param name="save">Saves the rows and answers the id of the group or project.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<NamespaceChangeResult> CommitAsync(WriteTransaction write, Func<Task<long>> save, CancellationToken cancellationToken)
    {
        long id;
        try
        {
            id = await save();
        }
        catch (DbUpdateException)
        {
            return NamespaceChangeResult.PathTaken;
        }

        await write.CommitAsync(cancellationToken);
        return new NamespaceChangeResult.Done(id);
    }

    /// <summary>Whether a group or project has changed since the caller looked: the last of its audit events tells when it did.</summary>
    public static async Task<bool> HasChangedAsync(
        IQueryable<AuditEvent> events, DateTimeOffset createdAt, DateTimeOffset? unmodifiedSince, CancellationToken cancellationToken)
    {
        var changedAt = await events.OrderByDescending(one => one.Id).Select(one => (DateTimeOffset?)one.At).FirstOrDefaultAsync(cancellationToken);
        return Preconditions.HasChanged(changedAt ?? createdAt, unmodifiedSince);
    }
}
