using Microsoft.EntityFrameworkCore;
using Registry.Data.Entities;

namespace Registry.Data.Blobs;

/// <summary>
/// Deletes bytes that no package file has named for a day. A publisher who reuses a digest meets it on the blob's row: it clears
/// the mark, or finds no row and makes one, its bytes having been kept a moment before, which <see cref="FileBlobStore.Delete"/> sees.
/// </summary>
public sealed class BlobSweeper(IDbContextFactory<RegistryDbContext> databases, FileBlobStore blobs)
{
    private const int Batch = 200;
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    /// <summary>Marks what is unused now, deletes what has been for a day, and answers how many blobs and bytes went.</summary>
    public async Task<(int Blobs, long Bytes)> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await MarkAsync(now, cancellationToken);
        var (count, bytes) = (0, 0L);
        bool hasMore;
        do
        {
            var swept = await SweepBatchAsync(now - Grace, cancellationToken);
            (count, bytes, hasMore) = (count + swept.Blobs, bytes + swept.Bytes, swept.HasMore);
        }
        while (hasMore);

        var strays = await SweepStraysAsync(now - Grace, cancellationToken);
        return (count + strays.Blobs, bytes + strays.Bytes);
    }

    private async Task MarkAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await database.Blobs.Where(blob => blob.UnreferencedAt == null && !database.PackageFiles.Any(file => file.Sha256 == blob.Digest))
            .ExecuteUpdateAsync(set => set.SetProperty(blob => blob.UnreferencedAt, now), cancellationToken);
        await database.Blobs.Where(blob => blob.UnreferencedAt != null && database.PackageFiles.Any(file => file.Sha256 == blob.Digest))
            .ExecuteUpdateAsync(set => set.SetProperty(blob => blob.UnreferencedAt, (DateTimeOffset?)null), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private async Task<(int Blobs, long Bytes, bool HasMore)> SweepBatchAsync(DateTimeOffset cutoff, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        var unused = database.Blobs.Where(blob => blob.UnreferencedAt <= cutoff && !database.PackageFiles.Any(file => file.Sha256 == blob.Digest));
        var digests = await unused.OrderBy(blob => blob.UnreferencedAt).Select(blob => blob.Digest).Take(Batch).ToListAsync(cancellationToken);
        var (count, bytes) = (0, 0L);
        foreach (var digest in digests)
        {
            // The row first: while this transaction holds it, a publisher of the same bytes waits. One who came before it keeps them.
            var deleted = await unused.Where(blob => blob.Digest == digest).ExecuteDeleteAsync(cancellationToken);
            if (deleted > 0 && blobs.Delete(digest, cutoff) is { } size)
            {
                (count, bytes) = (count + 1, bytes + size);
            }
        }

        await write.CommitAsync(cancellationToken);
        return (count, bytes, digests.Count == Batch);
    }

    // Bytes that were kept by a publisher who then never wrote a row.
    private async Task<(int Blobs, long Bytes)> SweepStraysAsync(DateTimeOffset cutoff, CancellationToken cancellationToken)
    {
        var (count, bytes) = (0, 0L);
        foreach (var digests in blobs.List().Chunk(Batch))
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            var known = await database.Blobs.Where(blob => digests.Contains(blob.Digest)).Select(blob => blob.Digest).ToHashSetAsync(cancellationToken);
            foreach (var digest in digests.Where(digest => !known.Contains(digest)))
            {
                if (blobs.Delete(digest, cutoff) is { } size)
                {
                    (count, bytes) = (count + 1, bytes + size);
                }
            }
        }

        return (count, bytes);
    }
}
