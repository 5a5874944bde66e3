using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Blobs;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>Writes down that bytes are stored, before a file names them. The caller holds the write transaction.</summary>
internal static class BlobRows
{
    public static async Task AddAsync(RegistryDbContext database, BlobSums sums, DateTimeOffset now, CancellationToken cancellationToken) =>
        await database.AddBlobAsync(new Blob { Digest = sums.Sha256, Size = sums.Size, CreatedAt = now }, cancellationToken);
}
