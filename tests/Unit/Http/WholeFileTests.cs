using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using Registry.Data.Blobs;
using Registry.Tests.Hosting;
using Registry.Unit.Hosting;
using Registry.Web.Http;
using Xunit;

namespace Registry.Unit.Http;

/// <summary>A file too large for memory, straight from the disk.</summary>
public sealed class WholeFileTests : IAsyncLifetime, IDisposable
{
    private const string Address = "/file";

    private readonly TemporaryDirectory _directory = new();
    private readonly byte[] _bytes = RandomNumberGenerator.GetBytes(3 * 128 * 1024 + 17); // no whole number of pieces
    private readonly FileBlobStore _store;
    private readonly ReadyBlobs _blobs;
    private TinyApp _app = null!;

    public WholeFileTests()
    {
        _store = new FileBlobStore(_directory.Path).Prepare();
        _blobs = new ReadyBlobs(_store, Options.Create(new CacheOptions()));
    }

    private string Digest => Convert.ToHexStringLower(SHA256.HashData(_bytes));

    private string Tag => $"\"{Digest}\"";

    public async Task InitializeAsync()
    {
        await using (var staged = _store.Stage())
        {
            await staged.WriteAsync(_bytes, CancellationToken.None);
            await _store.KeepAsync(staged, CancellationToken.None);
        }

        _app = await TinyApp.StartAsync(app => app.MapMethods(
            Address, [HttpMethods.Get, HttpMethods.Head], (HttpContext context) => BlobResult.Of(context, _blobs, Digest, "tool \"1\" é.tgz", "application/gzip")));
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose()
    {
        _blobs.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task All_of_it_is_sent_with_what_is_known_of_it()
    {
        Assert.Null(_blobs.Find(Digest));

        var answer = await SendAsync(HttpMethod.Get);

        Assert.Equal(200, answer.Status);
        Assert.Equal(_bytes, answer.Bytes);
        AssertHeaders(answer);
    }

    [Fact]
    public async Task HEAD_says_the_same_and_sends_nothing()
    {
        var answer = await SendAsync(HttpMethod.Head);

        Assert.Equal("200 ", answer.ToString());
        AssertHeaders(answer);
    }

    [Theory]
    [InlineData("bytes=0-9", 0, 10)]
    [InlineData("bytes=131070-131080", 131070, 11)]
    [InlineData("bytes=-7", 393226, 7)]
    [InlineData("bytes=393230-", 393230, 3)]
    public async Task A_range_is_that_part_of_it(string range, int from, int length)
    {
        var answer = await SendAsync(HttpMethod.Get, ("Range", range));

        Assert.Equal(206, answer.Status);
        Assert.Equal(_bytes.AsSpan(from, length).ToArray(), answer.Bytes);
        Assert.Equal($"bytes {from}-{from + length - 1}/{_bytes.Length}", answer.Header("Content-Range"));
        AssertHeaders(answer, length);
    }

    [Fact]
    public async Task A_range_behind_its_end_is_refused()
    {
        var answer = await SendAsync(HttpMethod.Get, ("Range", "bytes=393233-"));

        Assert.Equal(("416 ", $"bytes */{_bytes.Length}"), (answer.ToString(), answer.Header("Content-Range")));
    }

    [Fact]
    public async Task Who_has_it_is_not_sent_it_again()
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            var same = await SendAsync(method, ("If-None-Match", $"\"other\", {Tag}"));
            Assert.Equal(("304 ", Tag, "private, no-cache"), (same.ToString(), same.Header("ETag"), same.Header("Cache-Control")));

            var other = await SendAsync(method, ("If-None-Match", "\"other\""));
            Assert.Equal((200, method == HttpMethod.Get ? _bytes.Length : 0), (other.Status, other.Bytes.Length));
            AssertHeaders(other);
        }

        Assert.Equal(412, (await SendAsync(HttpMethod.Get, ("If-Match", "\"other\""))).Status);
    }

    private void AssertHeaders(HttpAnswer answer, int? length = null) => Assert.Equal(
        ("application/gzip", $"{length ?? _bytes.Length}", "attachment; filename=\"tool \\\"1\\\" _.tgz\"; filename*=UTF-8''tool%20%221%22%20%C3%A9.tgz", Tag, "bytes", "private, no-cache"),
        (answer.Header("Content-Type"), answer.Header("Content-Length"), answer.Header("Content-Disposition"), answer.Header("ETag"), answer.Header("Accept-Ranges"), answer.Header("Cache-Control")));

    private async Task<HttpAnswer> SendAsync(HttpMethod method, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Address);
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await _app.Client.SendAsync(request);
        return new HttpAnswer(response, await response.Content.ReadAsByteArrayAsync());
    }
}
