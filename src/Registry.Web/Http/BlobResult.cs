using Microsoft.Net.Http.Headers;

namespace Registry.Web.Http;

/// <summary>Answers with a stored file: ranges, validators and a name to save it under.</summary>
internal static class BlobResult
{
    /// <summary>The blob as an attachment. Bytes that a row promises and the disk lacks are a fault of the server.</summary>
    public static IResult Of(HttpContext context, ReadyBlobs blobs, string digest, string fileName, string contentType = "application/octet-stream")
    {
        // Whatever the credentials came in, nobody in between may keep it; and a name may lead to other bytes tomorrow.
        context.Response.Headers.CacheControl = "private, no-cache";
        var tag = new EntityTagHeaderValue($"\"{digest}\"");
        return blobs.Find(digest) is { } bytes ? TypedResults.Bytes(bytes, contentType, fileName, enableRangeProcessing: true, entityTag: tag)
            : blobs.OpenRead(digest) is { } stream ? TypedResults.Stream(stream, contentType, fileName, entityTag: tag, enableRangeProcessing: true)
            : throw new InvalidOperationException($"The stored file {digest} of {fileName} is missing: run verify.");
    }
}
