using Microsoft.Extensions.Options;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Http;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>Publishes a version out of a document that was received whole. What is refused leaves nothing behind.</summary>
internal sealed class NpmPublisher(PackagePublisher packages, NpmSigner signer, IOptions<NpmOptions> options)
{
    private readonly TarballLimits _limits = new(options.Value.MaxUnpackedSize);

    public async Task<NpmPublishResult> PublishAsync(NpmUpload upload, PublishDocument document, CancellationToken cancellationToken)
    {
        switch (PublishedParts.Of(upload.Name, document))
        {
            case PublishedPartsReading.Unusable unusable:
                return new NpmPublishResult.Invalid(unusable.Reason);
            case PublishedPartsReading.Found { Parts: var parts }:
                return await PublishAsync(upload, document, parts, cancellationToken);
            default:
                throw new InvalidOperationException("A reading that nobody foresaw.");
        }
    }

    private async Task<NpmPublishResult> PublishAsync(NpmUpload upload, PublishDocument document, PublishedParts parts, CancellationToken cancellationToken)
    {
        var staged = parts.Tarball.Staged;
        var sums = staged.Finish();
        var reading = Read(staged, cancellationToken);
        if (reading is not TarballReading.Package { Tarball: var tarball })
        {
            return new NpmPublishResult.Invalid(((TarballReading.Unusable)reading).Reason);
        }

        var manifestReading = NpmManifest.Read(document.FirstManifest.Span, tarball, sums, upload.Name, parts.Version);
        if (manifestReading is not NpmManifestReading.Manifest { Value: var manifest })
        {
            return new NpmPublishResult.Invalid(((NpmManifestReading.Unusable)manifestReading).Reason);
        }

        SigstoreBundle? bundle = null;
        if (parts.Bundle is { } attached)
        {
            bundle = SigstoreBundle.Read(await ReadAsync(attached.Staged, cancellationToken));
            var fault = bundle is null ? SigstoreBundle.Invalid : bundle.Fault(upload.Name, parts.Version, sums.Sha512);
            if (fault is not null)
            {
                return new NpmPublishResult.Invalid(fault);
            }
        }

        var signature = await signer.SignAsync(upload.Name, parts.Version, Integrity.OfSha512(sums.Sha512), cancellationToken);
        var publication = new NpmPublication(parts, manifest, tarball, signature, Readme(document, tarball), bundle?.PredicateType, upload.Publisher);
        var package = new PackageUpload(
            upload.ProjectId,
            PackageType.Npm,
            upload.Name.Text,
            parts.Version.Text,
            TarballName.Of(upload.Name, parts.Version),
            manifest.Texts.Description,
            upload.Publisher,
            upload.Source)
        {
            Scope = upload.Name.Scope?.ToLowerInvariant(),
            Guard = upload.Guard,
        };
        return await packages.PublishAsync(package, staged, publication, cancellationToken, parts.Bundle?.Staged) switch
        {
            PublishResult.Published published => new NpmPublishResult.Published(published.PackageId, parts.Version),
            PublishResult.Guarded guarded => new NpmPublishResult.Guarded(guarded.Refusal),
            _ => new NpmPublishResult.AlreadyExists(),
        };
    }

    private static (string Text, string? FileName)? Readme(PublishDocument document, Tarball tarball) =>
        document.Readme is { } sent ? (sent, document.ReadmeFileName)
        : tarball.Readme is { } packed ? (packed, tarball.ReadmeFileName)
        : null;

    private static async Task<byte[]> ReadAsync(BlobStaging staged, CancellationToken cancellationToken)
    {
        await using var stream = staged.OpenRead();
        var bytes = new byte[staged.Size];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private TarballReading Read(BlobStaging staged, CancellationToken cancellationToken)
    {
        using var tgz = staged.OpenRead();
        return Tarball.Read(tgz, _limits, cancellationToken);
    }
}

/// <summary>Where a version goes, and who sends it.</summary>
/// <param name="Source">The publisher again, for the audit.</param>
/// <param name="Guard">What keeps packages of the project from this publisher.</param>
internal sealed record NpmUpload(long ProjectId, NpmPackageName Name, Caller Publisher, AuditSource Source, PackageGuard Guard);

/// <summary>What came of publishing a version.</summary>
internal abstract record NpmPublishResult
{
    private NpmPublishResult()
    {
    }

    public sealed record Published(long PackageId, NpmVersion Version) : NpmPublishResult;

    public sealed record AlreadyExists : NpmPublishResult;

    /// <summary>The project's rules, or what the publisher's token is for, keep the name from this publisher.</summary>
    public sealed record Guarded(Refusal Refusal) : NpmPublishResult;

    /// <summary>The reason is for the person who sent it.</summary>
    public sealed record Invalid(string Reason) : NpmPublishResult;
}
