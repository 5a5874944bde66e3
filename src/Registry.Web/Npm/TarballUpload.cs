using System.Text.Json;
using Microsoft.Extensions.Options;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>Publishes a tarball that was chosen in the browser: as npm would, with the manifest that is in it.</summary>
internal sealed class TarballUpload(NpmPublisher publisher, PublishIntake intake, IOptions<NpmOptions> options) : IBrowserUpload
{
    private readonly TarballLimits _limits = new(options.Value.MaxUnpackedSize);

    public PackageType Type => PackageType.Npm;

    public string Hint => "A package as npm pack makes it: acme-widget-1.0.0.tgz.";

    public string LabelName => "Tag";

    public string UsualLabel => DistTags.Latest;

    public long MaxSize(KnownProject project) => project.MaxFileSize(PackageType.Npm, options.Value.MaxTarballSize);

    public ValueTask<IDisposable?> EnterAsync(long size, CancellationToken cancellationToken) => intake.EnterAsync(size, cancellationToken);

    public async Task<BrowserUploadResult> PublishAsync(UploadTarget target, string label, BlobStaging file, CancellationToken cancellationToken)
    {
        switch (await Task.Run(() => Read(file, cancellationToken), cancellationToken))
        {
            case TarballReading.Unusable unusable:
                return new BrowserUploadResult.Refused(unusable.Reason);
            case TarballReading.Package { Tarball: var tarball }:
                return await PublishAsync(target, label, file, tarball.PackageJson, cancellationToken);
            default:
                throw new InvalidOperationException("A reading that nobody foresaw.");
        }
    }

    private async Task<BrowserUploadResult> PublishAsync(UploadTarget target, string tag, BlobStaging file, byte[] packageJson, CancellationToken cancellationToken)
    {
        var (name, version) = Identity(packageJson);
        if (!NpmPackageName.TryParse(name, out var known))
        {
            return new BrowserUploadResult.Refused($"package.json in the tarball has {(name is null ? "no name" : "a name that npm does not take")}.");
        }

        if (version is null)
        {
            return new BrowserUploadResult.Refused("package.json in the tarball has no version.");
        }

        file.Finish();
        var document = new PublishDocument
        {
            Name = known.Text,
            DistTags = [new(tag, version)],
            Versions = [new PublishedVersion(version, Deprecated: null)],
            FirstManifest = packageJson,
            Attachments = [new PublishedAttachment($"{known}-{version}.tgz", ContentType: null, Length: null, file)],
        };
        var upload = new NpmUpload(target.Project.Id, known, target.Publisher, target.Source, target.Guard);
        return await publisher.PublishAsync(upload, document, cancellationToken) switch
        {
            NpmPublishResult.Published published => new BrowserUploadResult.Published(published.PackageId),
            NpmPublishResult.AlreadyExists => new BrowserUploadResult.Refused($"{known} {version} exists already. Raise the version in package.json and pack it again."),
            NpmPublishResult.Guarded guarded => new BrowserUploadResult.Refused(guarded.Refusal.Message ?? "A rule of the project forbids it."),
            NpmPublishResult.Invalid invalid => new BrowserUploadResult.Refused(invalid.Reason),
            var other => throw new InvalidOperationException($"A result that nobody foresaw: {other}."),
        };
    }

    private static (string? Name, string? Version) Identity(byte[] packageJson)
    {
        try
        {
            using var document = PlainJson.Parse(packageJson);
            return (document.RootElement.Text("name")?.Trim(), document.RootElement.Text("version")?.Trim());
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private TarballReading Read(BlobStaging file, CancellationToken cancellationToken)
    {
        using var tgz = file.OpenRead();
        return Tarball.Read(tgz, _limits, cancellationToken);
    }
}
