using Microsoft.Extensions.Options;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>
/// Publishes charts and their provenance: reads what was staged, and only what can be used leaves anything behind.
/// </summary>
internal sealed class ChartPublisher(PackagePublisher packages, ChartQueries charts, ProvenanceKeeper provenances, IOptions<HelmOptions> options)
{
    private readonly ChartLimits _limits = new(options.Value.MaxUnpackedSize);

    /// <summary>Publishes a chart, with its provenance if there is one.</summary>
    public async Task<ChartPublishResult> PublishAsync(ChartUpload upload, BlobStaging chart, BlobStaging? provenance, CancellationToken cancellationToken)
    {
        switch (await Task.Run(() => Read(chart, cancellationToken), cancellationToken))
        {
            case ChartReading.Unusable unusable:
                return new ChartPublishResult.Unusable(unusable.Reason);
            case ChartReading.Chart { Manifest: var manifest }:
                return provenance is not null && Mismatch(provenance, manifest, chart.Finish()) is { } mismatch
                    ? new ChartPublishResult.Unusable(mismatch)
                    : await PublishAsync(upload, manifest, chart, provenance, cancellationToken);
            default:
                throw new InvalidOperationException("A reading that nobody foresaw.");
        }
    }

    /// <summary>Adds provenance to the chart that the channel serves already.</summary>
    public async Task<ChartPublishResult> AddProvenanceAsync(ChartUpload upload, BlobStaging provenance, CancellationToken cancellationToken)
    {
        try
        {
            var statement = ReadProvenance(provenance);
            if (upload.Guard.RefusePush(PackageType.Helm, statement.Name) is { } refusal)
            {
                return new ChartPublishResult.Guarded(refusal);
            }

            var fileName = ChartFileName.Of(statement.Name, statement.Version);
            if (await charts.FindFileAsync(upload.ProjectId, upload.Channel, fileName, cancellationToken) is not { } chart || chart.FileName != fileName)
            {
                return new ChartPublishResult.Unusable(
                    $"Validation failed: the channel {upload.Channel} holds no {fileName}: upload the chart first, or both in one form");
            }

            if (statement.Mismatch(fileName, chart.Sha256) is { } mismatch)
            {
                return new ChartPublishResult.Unusable(mismatch);
            }

            await provenances.AttachAsync(chart.Id, provenance, upload.Publisher, upload.Source, cancellationToken);
            return new ChartPublishResult.Published(chart.PackageId);
        }
        catch (UnusableChartException unusable)
        {
            return new ChartPublishResult.Unusable(unusable.Message);
        }
    }

    private static string? Mismatch(BlobStaging provenance, ChartManifest manifest, BlobSums chart)
    {
        try
        {
            var statement = ReadProvenance(provenance);
            return statement.Name == manifest.Name && statement.Version == manifest.Version
                ? statement.Mismatch(ChartFileName.Of(manifest.Name, manifest.Version), chart.Sha256)
                : $"Validation failed: the provenance is about {statement.Name} {statement.Version}, the chart is {manifest.Name} {manifest.Version}";
        }
        catch (UnusableChartException unusable)
        {
            return unusable.Message;
        }
    }

    private static ChartProvenance ReadProvenance(BlobStaging staged)
    {
        using var stream = staged.OpenRead();
        var bytes = new byte[staged.Size];
        stream.ReadExactly(bytes);
        return ChartProvenance.Read(bytes);
    }

    private async Task<ChartPublishResult> PublishAsync(
        ChartUpload upload, ChartManifest manifest, BlobStaging chart, BlobStaging? provenance, CancellationToken cancellationToken)
    {
        var package = new PackageUpload(
            upload.ProjectId,
            PackageType.Helm,
            manifest.Name,
            manifest.Version,
            ChartFileName.Of(manifest.Name, manifest.Version),
            manifest.Description,
            upload.Publisher,
            upload.Source)
        {
            Guard = upload.Guard,
        };
        var published = await packages.PublishAsync(package, chart, new ChartPublication(upload.Channel, manifest), cancellationToken);
        switch (published)
        {
            case PublishResult.Duplicate:
                return new ChartPublishResult.Duplicate(manifest.Name, manifest.Version);
            case PublishResult.Guarded guarded:
                return new ChartPublishResult.Guarded(guarded.Refusal);
        }

        var (packageId, fileId) = published is PublishResult.Published done ? (done.PackageId, done.PackageFileId)
            : published is PublishResult.AlreadyServed there ? (there.PackageId, there.PackageFileId)
            : throw new InvalidOperationException($"A result that nobody foresaw: {published}.");
        if (provenance is not null)
        {
            await provenances.AttachAsync(fileId, provenance, upload.Publisher, upload.Source, cancellationToken);
        }

        return new ChartPublishResult.Published(packageId);
    }

    private ChartReading Read(BlobStaging chart, CancellationToken cancellationToken)
    {
        using var archive = chart.OpenRead();
        return ChartArchive.Read(archive, _limits, cancellationToken);
    }
}
