using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Blobs;

namespace Registry.Web.Administration;

/// <summary>What lies in the data directory, as the rows know it.</summary>
internal sealed class StorageReport(IDbContextFactory<RegistryDbContext> databases, FileBlobStore blobs)
{
    public async Task<StoredRoom> ReadAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var sums = await database.Blobs.AsNoTracking()
            .GroupBy(blob => blob.UnreferencedAt != null)
            .Select(group => new { IsUnused = group.Key, Count = group.LongCount(), Bytes = group.Sum(blob => blob.Size) })
            .ToListAsync(cancellationToken);
        var verified = await database.Blobs.AsNoTracking().Where(blob => blob.LastVerifiedAt != null).MaxAsync(blob => (DateTimeOffset?)blob.LastVerifiedAt, cancellationToken);
        var (staged, stagedBytes) = blobs.MeasureStaging();
        return new StoredRoom(
            sums.Sum(sum => sum.Count),
            sums.Sum(sum => sum.Bytes),
            sums.Where(sum => sum.IsUnused).Sum(sum => sum.Count),
            sums.Where(sum => sum.IsUnused).Sum(sum => sum.Bytes),
            staged,
            stagedBytes,
            verified);
    }
}

/// <param name="Unused">Stored files that no package names any more: deleted once that is a day ago.</param>
/// <param name="Staged">Bodies that are on their way in.</param>
/// <param name="VerifiedAt">When a stored file was last compared with its sum; null where that is not known.</param>
internal sealed record StoredRoom(long Blobs, long Bytes, long Unused, long UnusedBytes, int Staged, long StagedBytes, DateTimeOffset? VerifiedAt);
