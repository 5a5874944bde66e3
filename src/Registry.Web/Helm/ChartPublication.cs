using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>What publishing a chart asks of the rows, and adds to them.</summary>
internal sealed class ChartPublication(Channel channel, ChartManifest manifest) : IPublication
{
    /// <summary>
    /// The same bytes as the file now served are taken as they are: A, then B, then A again serves A. Where the project refuses
    /// duplicates, a version has one content in all channels.
    /// </summary>
    public async Task<PublishResult?> JudgeAsync(RegistryDbContext database, Package package, BlobSums sums, CancellationToken cancellationToken)
    {
        var charts = database.PackageFiles.AsNoTracking()
            .Where(file => file.PackageId == package.Id && file.Status == PackageFileStatus.Default)
            .Join(database.HelmFileMetadata, file => file.Id, metadata => metadata.PackageFileId, (file, metadata) => new { file.Id, file.Sha256, metadata.Channel });
        var newest = await charts.Where(chart => chart.Channel == channel.Name).OrderByDescending(chart => chart.Id).FirstOrDefaultAsync(cancellationToken);
        if (newest?.Sha256 == sums.Sha256)
        {
            return new PublishResult.AlreadyServed(package.Id, newest.Id);
        }

        return !await DuplicateRule.AllowsAsync(database, package.ProjectId, PackageType.Helm, cancellationToken)
            && await charts.AnyAsync(chart => chart.Sha256 != sums.Sha256, cancellationToken)
            ? new PublishResult.Duplicate()
            : null;
    }

    public async Task AddRowsAsync(RegistryDbContext database, Package package, PackageFile file, bool isNewName, CancellationToken cancellationToken)
    {
        List<object> rows = [new HelmFileMetadata
        {
            PackageFileId = file.Id,
            ProjectId = package.ProjectId,
            Channel = channel.Name,
            Manifest = JsonSerializer.Serialize(manifest, ChartJson.Default.ChartManifest),
            IndexEntry = ChartIndexEntry.Render(manifest, file.Sha256, file.CreatedAt, file.FileName),
        }];

        var moved = await database.HelmChannels.Where(one => one.ProjectId == package.ProjectId && one.Name == channel.Name).MoveOnAsync(file.CreatedAt, cancellationToken);
        if (moved == 0)
        {
            rows.Add(new HelmChannel { ProjectId = package.ProjectId, Name = channel.Name, Generation = 1, ChangedAt = file.CreatedAt });
        }

        await database.InsertAsync(rows, cancellationToken);
    }
}
