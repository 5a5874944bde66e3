using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;

namespace Registry.Web.Packages;

/// <summary>A format's part in uploading a packed file from the browser.</summary>
internal interface IBrowserUpload
{
    PackageType Type { get; }

    /// <summary>What to choose, in a sentence.</summary>
    string Hint { get; }

    /// <summary>What the file is published under besides its version: Channel, Tag.</summary>
    string LabelName { get; }

    /// <summary>The label that is taken where nobody says which.</summary>
    string UsualLabel { get; }

    /// <summary>The most bytes that a file may have in the project.</summary>
    long MaxSize(KnownProject project);

    /// <summary>Waits for room for as many bytes; disposing of it gives it back. Null where there was none in time.</summary>
    ValueTask<IDisposable?> EnterAsync(long size, CancellationToken cancellationToken);

    /// <summary>Publishes what is staged; the staging stays the caller's to dispose of.</summary>
    Task<BrowserUploadResult> PublishAsync(UploadTarget target, string label, BlobStaging file, CancellationToken cancellationToken);
}

/// <summary>Where a file goes, and who sends it.</summary>
internal sealed record UploadTarget(KnownProject Project, Caller Publisher, AuditSource Source, PackageGuard Guard);

/// <summary>What came of an upload.</summary>
internal abstract record BrowserUploadResult
{
    private BrowserUploadResult()
    {
    }

    /// <summary>It is there, and was perhaps before.</summary>
    public sealed record Published(long PackageId) : BrowserUploadResult;

    /// <summary>The reason is for the person who sent it.</summary>
    public sealed record Refused(string Reason) : BrowserUploadResult;
}
