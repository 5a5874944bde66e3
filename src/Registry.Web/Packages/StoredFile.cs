using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Packages;

/// <summary>Makes the row of a file whose bytes are stored.</summary>
internal static class StoredFile
{
    public static PackageFile Of(BlobSums sums, long packageId, string fileName, Caller publisher, DateTimeOffset now) => new()
    {
        PackageId = packageId,
        FileName = fileName,
        Size = sums.Size,
        Md5 = sums.Md5,
        Sha1 = sums.Sha1,
        Sha256 = sums.Sha256,
        Sha512 = sums.Sha512,
        Creator = publisher.Actor ?? throw new InvalidOperationException("Nobody in particular cannot publish."),
        PipelineId = (publisher as Caller.Job)?.PipelineId,
        CreatedAt = now,
    };
}
