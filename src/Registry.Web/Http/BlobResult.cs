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
        var bytes = blobs.Find(digest);
        if (bytes is not null && AsksForAll(context.Request.Headers))
        {
            return new AllBytes(bytes, digest, fileName, contentType);
        }

        var tag = new EntityTagHeaderValue($"\"{digest}\"");
        return bytes is not null ? TypedResults.Bytes(bytes, contentType, fileName, enableRangeProcessing: true, entityTag: tag)
            : blobs.OpenRead(digest) is { } stream ? TypedResults.Stream(stream, contentType, fileName, entityTag: tag, enableRangeProcessing: true)
            : throw new InvalidOperationException($"The stored file {digest} of {fileName} is missing: run verify.");
    }

    private static bool AsksForAll(IHeaderDictionary headers) =>
        headers.Range.Count == 0 && headers.IfNoneMatch.Count == 0 && headers.IfMatch.Count == 0
        && headers.IfModifiedSince.Count == 0 && headers.IfUnmodifiedSince.Count == 0;

    /// <summary>What most ask for, without the framework's detours by way of ranges and validators.</summary>
    private sealed class AllBytes(byte[] bytes, string digest, string fileName, string contentType) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(fileName);
            var response = httpContext.Response;
            response.ContentType = contentType;
            response.ContentLength = bytes.Length;
            response.Headers.ContentDisposition = disposition.ToString();
            response.Headers.ETag = $"\"{digest}\"";
            response.Headers.AcceptRanges = "bytes";
            if (!HttpMethods.IsHead(httpContext.Request.Method))
            {
                await response.BodyWriter.WriteAsync(bytes, httpContext.RequestAborted);
            }
        }
    }
}
