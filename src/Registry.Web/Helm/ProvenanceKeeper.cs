using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>Stores provenance files beside the charts they vouch for, and finds them again.</summary>
internal sealed class ProvenanceKeeper(IDbContextFactory<RegistryDbContext> databases, FileBlobStore blobs, TimeProvider time)
{
    /// <summary>Attaches the provenance to a chart's file. The newest counts; the same again changes nothing.</summary>
    public async Task AttachAsync(long chartFileId, BlobStaging staged, Caller publisher, AuditSource by, CancellationToken cancellationToken)
    {
        var sums = staged.Finish();
        await blobs.KeepAsync(staged, cancellationToken);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        if ((await Newest(database, chartFileId).FirstOrDefaultAsync(cancellationToken))?.Sha256 == sums.Sha256)
        {
            return;
        }

        var now = time.GetUtcNow();
        var chart = await database.PackageFiles.SingleAsync(file => file.Id == chartFileId, cancellationToken);
        var projectId = await database.Packages.Where(package => package.Id == chart.PackageId).Select(package => package.ProjectId).SingleAsync(cancellationToken);
        await BlobRows.AddAsync(database, sums, now, cancellationToken);
        var file = StoredFile.Of(sums, chart.PackageId, chart.FileName + ChartProvenance.Extension, publisher, now);
        database.PackageFiles.Add(file);
        await database.SaveChangesAsync(cancellationToken);
        database.HelmProvenances.Add(new HelmProvenance { PackageFileId = file.Id, ChartFileId = chartFileId });
        database.AuditEvents.Add(by.Event(now, "package_file.publish", file.FileName, projectId));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>The provenance of a chart's file, or null if it has none.</summary>
    public async Task<PackageFile?> FindAsync(long chartFileId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Newest(database, chartFileId).FirstOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<PackageFile> Newest(RegistryDbContext database, long chartFileId) =>
        database.HelmProvenances.Where(provenance => provenance.ChartFileId == chartFileId)
            .Join(database.PackageFiles, provenance => provenance.PackageFileId, file => file.Id, (_, file) => file)
            .Where(file => file.Status == PackageFileStatus.Default)
            .OrderByDescending(file => file.Id)
            .AsNoTracking();
}
