using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Registry.Web.Http;

/// <summary>A rendered document with its validators, plain and, once somebody asked, gzipped.</summary>
/// <param name="bytes">The plain bytes.</param>
/// <param name="contentType">As it is answered.</param>
internal sealed class ReadyDocument(byte[] bytes, string contentType)
{
    private readonly string _hash = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
    private readonly Lazy<byte[]> _gzip = new(() => Compress(bytes));

    /// <summary>Bytes that it may take up in memory; the gzipped form is reckoned in.</summary>
    public long Size => bytes.Length + bytes.Length / 4;

    /// <summary>Answers a GET or HEAD: 304 if the caller holds these bytes, gzipped if the caller asks for it.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        var gzipped = AcceptsGzip(context.Request);
        var tag = gzipped ? $"\"{_hash}-gzip\"" : $"\"{_hash}\"";
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, no-cache"; // asked again each time, answered 304 while nothing changed
        response.Headers.Vary = "Accept-Encoding, Authorization";
        if (Holds(context.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var body = gzipped ? _gzip.Value : bytes;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (gzipped)
        {
            response.Headers.ContentEncoding = "gzip";
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body, context.RequestAborted);
        }
    }

    private static bool Holds(HttpRequest request, string tag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var held)
        && held.Any(one => one.Tag == "*" || one.Tag.Equals(tag, StringComparison.Ordinal));

    private static bool AcceptsGzip(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted)
        && accepted.Any(one => one.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);

    private static byte[] Compress(byte[] bytes)
    {
        using var buffer = new MemoryStream(bytes.Length / 8 + 64);
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return buffer.ToArray();
    }
}
