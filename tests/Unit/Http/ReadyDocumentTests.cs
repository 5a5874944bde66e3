using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Registry.Unit.Hosting;
using Registry.Web.Http;
using Xunit;

namespace Registry.Unit.Http;

public sealed class ReadyDocumentTests : IAsyncLifetime
{
    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("entries: {}\n", 100)));
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Bytes))[..32];
    private static readonly string Plain = $"\"{Hash}\"";
    private static readonly string Gzipped = $"\"{Hash}-gzip\"";

    private TinyApp _app = null!;

    public async Task InitializeAsync()
    {
        var document = new ReadyDocument(Bytes, "text/yaml");
        _app = await TinyApp.StartAsync(app => app.MapMethods("/", ["GET", "HEAD"], document.WriteAsync));
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData(null, false)]
    [InlineData("gzip", true)]
    [InlineData("br, GZIP;q=0.5", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("identity", false)]
    [InlineData("br", false)]
    [InlineData("gzip;;q", false)]
    public async Task It_is_gzipped_for_who_asks_and_each_form_has_its_own_strong_tag(string? accepted, bool gzipped)
    {
        using var response = await SendAsync(HttpMethod.Get, accepted);
        var body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(gzipped ? Gzipped : Plain, response.Headers.ETag?.ToString());
        Assert.Equal("Accept-Encoding, Authorization", string.Join(", ", response.Headers.Vary));
        Assert.Equal(["no-cache", "private"], response.Headers.CacheControl!.ToString().Split(", ").Order(StringComparer.Ordinal));
        Assert.Equal("text/yaml", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
        Assert.Equal(gzipped ? ["gzip"] : [], response.Content.Headers.ContentEncoding);
        Assert.Equal(Bytes, gzipped ? Unpack(body) : body);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task HEAD_answers_the_headers_of_GET_without_the_body(string? accepted)
    {
        using var get = await SendAsync(HttpMethod.Get, accepted);
        using var head = await SendAsync(HttpMethod.Head, accepted);

        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Content.Headers.ContentEncoding, head.Content.Headers.ContentEncoding);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData(null, "{plain}", true)]
    [InlineData("gzip", "{gzip}", true)]
    [InlineData(null, "W/{plain}", true)]
    [InlineData(null, "\"x\", {plain}", true)]
    [InlineData(null, "*", true)]
    [InlineData(null, "{gzip}", false)]
    [InlineData("gzip", "{plain}", false)]
    [InlineData(null, "\"x\"", false)]
    [InlineData(null, "nonsense", false)]
    public async Task Who_holds_these_bytes_gets_304(string? accepted, string held, bool unchanged)
    {
        held = held.Replace("{plain}", Plain, StringComparison.Ordinal).Replace("{gzip}", Gzipped, StringComparison.Ordinal);

        using var response = await SendAsync(HttpMethod.Get, accepted, held);

        Assert.Equal(unchanged ? HttpStatusCode.NotModified : HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(accepted is null ? Plain : Gzipped, response.Headers.ETag?.ToString());
        Assert.Equal("Accept-Encoding, Authorization", string.Join(", ", response.Headers.Vary));
        Assert.Equal(unchanged, (await response.Content.ReadAsByteArrayAsync()).Length == 0);
    }

    private static byte[] Unpack(byte[] gzipped)
    {
        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(gzipped), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string? accepted, string? held = null)
    {
        using var request = new HttpRequestMessage(method, "/");
        if (accepted is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        }

        if (held is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", held);
        }

        return await _app.Client.SendAsync(request);
    }
}
