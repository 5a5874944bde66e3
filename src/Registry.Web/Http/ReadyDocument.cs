using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Registry.Web.Http;

/// <summary>A rendered document with its validators, plain and, once somebody asked, compressed.</summary>
/// <param name="bytes">The plain bytes.</param>
/// <param name="contentType">As it is answered.</param>
/// <param name="offersBrotli">Whether it is compressed by Brotli too, for clients that ask for it.</param>
/// <param name="isByAccept">Whether the same address has other forms, chosen by the header Accept.</param>
internal sealed class ReadyDocument(byte[] bytes, string contentType, bool offersBrotli = false, bool isByAccept = false)
{
    private const string Gzip = "gzip";
    private const string Brotli = "br";

    private readonly string _hash = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
    private readonly string _vary = isByAccept ? "Accept, Accept-Encoding, Authorization" : "Accept-Encoding, Authorization";
    private readonly Lazy<byte[]> _gzip = new(() => Compress(bytes, buffer => new GZipStream(buffer, CompressionLevel.Fastest)));
    private readonly Lazy<byte[]> _brotli = new(() => Compress(bytes, buffer => new BrotliStream(buffer, CompressionLevel.Optimal)));

    /// <summary>Bytes that it may take up in memory; the compressed forms are reckoned in.</summary>
    public long Size => bytes.Length + bytes.Length / (offersBrotli ? 2 : 4);

    /// <summary>Answers a GET or HEAD: 304 if the caller holds these bytes, compressed if the caller asks for it.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        var encoding = Encoding(context.Request);
        var tag = encoding is null ? $"\"{_hash}\"" : $"\"{_hash}-{encoding}\"";
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, no-cache"; // asked again each time, answered 304 while nothing changed
        response.Headers.Vary = _vary;
        if (Holds(context.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var body = encoding switch
        {
            null => bytes,
            Brotli => _brotli.Value,
            _ => _gzip.Value,
        };
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body, context.RequestAborted);
        }
    }

    // Most hold one document, or none.
    private static bool Holds(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch is { Count: > 0 } sent
        && ((sent.Count == 1 && sent[0] == tag)
            || (EntityTagHeaderValue.TryParseList(sent, out var held) && held.Any(one => one.Tag == "*" || one.Tag.Equals(tag, StringComparison.Ordinal))));

    // What cannot be read asks for nothing.
    private string? Encoding(HttpRequest request)
    {
        if (request.Headers.AcceptEncoding is [Gzip])
        {
            return Gzip; // as Go's client says it, and so Helm
        }

        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted))
        {
            return null;
        }

        return offersBrotli && Accepts(accepted, Brotli) ? Brotli : Accepts(accepted, Gzip) ? Gzip : null;
    }

    private static bool Accepts(IList<StringWithQualityHeaderValue> accepted, string encoding) =>
        accepted.Any(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> compressor)
    {
        using var buffer = new MemoryStream(bytes.Length / 8 + 64);
        using (var compressing = compressor(buffer))
        {
            compressing.Write(bytes);
        }

        return buffer.ToArray();
    }
}
