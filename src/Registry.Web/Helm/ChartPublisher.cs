using Microsoft.Extensions.Options;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>Publishes charts: reads what was staged, and only a usable chart leaves anything behind.</summary>
internal sealed class ChartPublisher(PackagePublisher packages, IOptions<HelmOptions> options)
{
    private readonly ChartLimits _limits = new(options.Value.MaxUnpackedSize);

    /// <summary>Null if the chart is published, or the very same is served already; else why it cannot be used.</summary>
    public async Task<string?> PublishAsync(
        long projectId, Channel channel, BlobStaging staged, Caller publisher, string? address, CancellationToken cancellationToken)
    {
        var reading = await Task.Run(
            () =>
            {
                using var archive = staged.OpenRead();
                return ChartArchive.Read(archive, _limits, cancellationToken);
            },
            cancellationToken);
        switch (reading)
        {
            case ChartReading.Unusable unusable:
                return unusable.Reason;
            case ChartReading.Chart { Manifest: var manifest }:
                var upload = new PackageUpload(
                    projectId, PackageType.Helm, manifest.Name, manifest.Version, ChartFileName.Of(manifest), manifest.Description, publisher, address);
                await packages.PublishAsync(upload, staged, new ChartPublication(channel, manifest), cancellationToken);
                return null;
            default:
                throw new InvalidOperationException($"A reading that nobody foresaw: {reading}.");
        }
    }
}
