using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Http;

namespace Registry.Web.Pipelines;

/// <summary>The builds elsewhere that projects let publish.</summary>
internal sealed class TrustedPublishers(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    public async Task<Paged<TrustedPublisherRow>> ListAsync(long projectId, OffsetPage page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await page.ReadAsync(
            database.TrustedPublishers.AsNoTracking().Where(one => one.ProjectId == projectId).OrderBy(one => one.Id)
                .Join(database.Users.AsNoTracking(), one => one.UserId, user => user.Id, (one, user) => new TrustedPublisherRow(one, user)),
            cancellationToken);
    }

    public async Task<TrustedPublisherRow> AddAsync(TrustedPublisher publisher, AuditSource by, CancellationToken cancellationToken)
    {
        publisher.CreatedAt = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        database.TrustedPublishers.Add(publisher);
        database.AuditEvents.Add(by.Event(publisher.CreatedAt, "trusted_publisher.create", publisher.Name, publisher.ProjectId, after: Facts(publisher)));
        await database.SaveChangesAsync(cancellationToken);
        return new TrustedPublisherRow(publisher, await database.Users.AsNoTracking().SingleAsync(user => user.Id == publisher.UserId, cancellationToken));
    }

    /// <summary>False if the project has none such. Tokens that were given out work on until their quarter of an hour is over.</summary>
    public async Task<bool> DeleteAsync(long projectId, long publisherId, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        if (await database.TrustedPublishers.SingleOrDefaultAsync(one => one.Id == publisherId && one.ProjectId == projectId, cancellationToken) is not { } found)
        {
            return false;
        }

        database.TrustedPublishers.Remove(found);
        database.AuditEvents.Add(by.Event(time.GetUtcNow(), "trusted_publisher.delete", found.Name, projectId, before: Facts(found)));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private static string Facts(TrustedPublisher publisher) => $"{publisher.Issuer} {publisher.Claims}";
}

/// <summary>A trusted publisher and whoever set it up.</summary>
internal sealed record TrustedPublisherRow(TrustedPublisher Publisher, User User);
