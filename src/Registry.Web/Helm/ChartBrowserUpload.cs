using Microsoft.Extensions.Options;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>Publishes a chart that was chosen in the browser.</summary>
internal sealed class ChartBrowserUpload(ChartPublisher publisher, IOptions<HelmOptions> options) : IBrowserUpload
{
    public PackageType Type => PackageType.Helm;

    public string Hint => "A chart as helm package makes it: my-chart-0.1.0.tgz.";

    public string LabelName => "Channel";

    public string UsualLabel => Channel.Usual;

    public long MaxSize(KnownProject project) => project.MaxFileSize(PackageType.Helm, options.Value.MaxChartSize);

    public ValueTask<IDisposable?> EnterAsync(long size, CancellationToken cancellationToken) => new(Room.Instance);

    public async Task<BrowserUploadResult> PublishAsync(UploadTarget target, string label, BlobStaging file, CancellationToken cancellationToken)
    {
        if (!Channel.TryParse(label, out var channel))
        {
            return new BrowserUploadResult.Refused($"The channel \"{ChartText.Shorten(ChartText.Clean(label), 100)}\" is invalid: take letters, digits, '.', '_' and '-'.");
        }

        var upload = new ChartUpload(target.Project.Id, channel, target.Publisher, target.Source, target.Guard);
        return await publisher.PublishAsync(upload, file, provenance: null, cancellationToken) switch
        {
            ChartPublishResult.Published published => new BrowserUploadResult.Published(published.PackageId),
            ChartPublishResult.Unusable unusable => new BrowserUploadResult.Refused(unusable.Reason),
            ChartPublishResult.Duplicate duplicate => new BrowserUploadResult.Refused(
                $"{duplicate.Name} {duplicate.Version} exists, and the project refuses other bytes for it: publish a new version."),
            ChartPublishResult.Guarded guarded => new BrowserUploadResult.Refused(guarded.Refusal.Message ?? "A rule of the project forbids it."),
            var other => throw new InvalidOperationException($"A result that nobody foresaw: {other}."),
        };
    }

    // Charts are small: as many come in as are sent.
    private sealed class Room : IDisposable
    {
        public static Room Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
