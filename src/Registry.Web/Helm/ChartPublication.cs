using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>The rows that a chart adds to its package file.</summary>
internal sealed class ChartPublication(Channel channel, ChartManifest manifest) : IPublication
{
    /// <summary>Compared with the newest file only: A, then B, then A again serves A.</summary>
    public async Task<bool> IsServedAlreadyAsync(RegistryDbContext database, Package package, BlobSums sums, CancellationToken cancellationToken)
    {
        var newest = await database.PackageFiles
            .Where(file => file.PackageId == package.Id && file.Status == PackageFileStatus.Default
                && database.HelmFileMetadata.Any(metadata => metadata.PackageFileId == file.Id && metadata.Channel == channel.Name))
            .OrderByDescending(file => file.Id)
            .Select(file => file.Sha256)
            .FirstOrDefaultAsync(cancellationToken);
        return newest == sums.Sha256;
    }

    public async Task AddRowsAsync(RegistryDbContext database, Package package, PackageFile file, CancellationToken cancellationToken)
    {
        database.HelmFileMetadata.Add(new HelmFileMetadata
        {
            PackageFileId = file.Id,
            ProjectId = package.ProjectId,
            Channel = channel.Name,
            Manifest = JsonSerializer.Serialize(manifest, ChartJson.Default.ChartManifest),
            IndexEntry = ChartIndexEntry.Render(manifest, file.Sha256, file.CreatedAt, file.FileName),
        });

        // Counted by the database: two publishers to one channel never read the same number.
        var moved = await database.HelmChannels.Where(one => one.ProjectId == package.ProjectId && one.Name == channel.Name)
            .ExecuteUpdateAsync(
                set => set.SetProperty(one => one.Generation, one => one.Generation + 1).SetProperty(one => one.ChangedAt, file.CreatedAt), cancellationToken);
        if (moved == 0)
        {
            database.HelmChannels.Add(new HelmChannel { ProjectId = package.ProjectId, Name = channel.Name, Generation = 1, ChangedAt = file.CreatedAt });
        }
    }
}
