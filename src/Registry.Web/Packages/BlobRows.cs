using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Blobs;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>Writes down that bytes are stored, before a file names them. The caller holds the write transaction.</summary>
internal static class BlobRows
{
    public static async Task AddAsync(RegistryDbContext database, BlobSums sums, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await database.Blobs.AnyAsync(blob => blob.Digest == sums.Sha256, cancellationToken))
        {
            database.Blobs.Add(new Blob { Digest = sums.Sha256, Size = sums.Size, CreatedAt = now });
            await database.SaveChangesAsync(cancellationToken);
        }
    }
}
