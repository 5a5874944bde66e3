using System.IO.Pipelines;
using System.Runtime.CompilerServices;
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
        var file = bytes is null ? blobs.OpenRead(digest) ?? throw new InvalidOperationException($"The stored file {digest} of {fileName} is missing: run verify.") : null;
        if (AsksForAll(context.Request.Headers))
        {
            return bytes is not null ? new AllBytes(bytes, digest, fileName, contentType) : new WholeFile(file!, digest, fileName, contentType);
        }

        var tag = new EntityTagHeaderValue($"\"{digest}\"");
        return bytes is not null
            ? TypedResults.Bytes(bytes, contentType, fileName, enableRangeProcessing: true, entityTag: tag)
            : TypedResults.Stream(file!, contentType, fileName, entityTag: tag, enableRangeProcessing: true);
    }

    private static bool AsksForAll(IHeaderDictionary headers) =>
        headers.Range.Count == 0 && headers.IfNoneMatch.Count == 0 && headers.IfMatch.Count == 0
        && headers.IfModifiedSince.Count == 0 && headers.IfUnmodifiedSince.Count == 0;

    private static void Describe(HttpResponse response, long length, FileHeaders headers, string contentType)
    {
        response.ContentType = contentType;
        response.ContentLength = length;
        response.Headers.ContentDisposition = headers.Disposition;
        response.Headers.ETag = headers.Tag;
        response.Headers.AcceptRanges = "bytes";
    }

    /// <summary>What a file's answers say of it, kept as long as its bytes are: putting a name into a header takes its time.</summary>
    private sealed record FileHeaders(string FileName, string Disposition, string Tag)
    {
        private static readonly ConditionalWeakTable<byte[], FileHeaders> Known = [];

        public static FileHeaders Of(string digest, string fileName)
        {
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(fileName);
            return new FileHeaders(fileName, disposition.ToString(), $"\"{digest}\"");
        }

        public static FileHeaders Of(byte[] bytes, string digest, string fileName)
        {
            if (!Known.TryGetValue(bytes, out var known) || known.FileName != fileName)
            {
                known = Of(digest, fileName);
                Known.AddOrUpdate(bytes, known);
            }

            return known;
        }
    }

    /// <summary>What most ask for, without the framework's detours by way of ranges and validators.</summary>
    private sealed class AllBytes(byte[] bytes, string digest, string fileName, string contentType) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            Describe(httpContext.Response, bytes.Length, FileHeaders.Of(bytes, digest, fileName), contentType);
            if (!HttpMethods.IsHead(httpContext.Request.Method))
            {
                await httpContext.Response.BodyWriter.WriteAsync(bytes, httpContext.RequestAborted);
            }
        }
    }

    /// <summary>The same from the disk, read straight into what is sent, in pieces larger than the framework's.</summary>
    private sealed class WholeFile(FileStream file, string digest, string fileName, string contentType) : IResult
    {
        private const int PieceSize = 128 * 1024;

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await using (file)
            {
                Describe(httpContext.Response, file.Length, FileHeaders.Of(digest, fileName), contentType);
                if (!HttpMethods.IsHead(httpContext.Request.Method))
                {
                    await CopyAsync(httpContext.Response.BodyWriter, httpContext.RequestAborted);
                }
            }
        }

        private async Task CopyAsync(PipeWriter writer, CancellationToken cancellationToken)
        {
            while (await file.ReadAsync(writer.GetMemory(PieceSize), cancellationToken) is > 0 and var read)
            {
                writer.Advance(read);
                if ((await writer.FlushAsync(cancellationToken)).IsCompleted)
                {
                    return; // nobody reads on
                }
            }
        }
    }
}
