using Microsoft.Net.Http.Headers;
using Registry.Data.Blobs;

namespace Registry.Web.Http;

/// <summary>Answers with a stored file: ranges, validators and a name to save it under.</summary>
internal static class BlobResult
{
    /// <summary>The blob as an attachment. Bytes that a row promises and the disk lacks are a fault of the server.</summary>
    public static IResult Of(FileBlobStore blobs, string digest, string fileName, string contentType = "application/octet-stream") =>
        blobs.OpenRead(digest) is { } bytes
            ? TypedResults.Stream(bytes, contentType, fileName, entityTag: new EntityTagHeaderValue($"\"{digest}\""), enableRangeProcessing: true)
            : throw new InvalidOperationException($"The stored file {digest} of {fileName} is missing: run verify.");
}
