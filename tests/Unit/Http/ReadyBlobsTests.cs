using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Registry.Data.Blobs;
using Registry.Tests.Hosting;
using Registry.Web.Http;
using Xunit;

namespace Registry.Unit.Http;

public sealed class ReadyBlobsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FileBlobStore _store;
    private readonly ReadyBlobs _blobs;

    public ReadyBlobsTests()
    {
        _store = new FileBlobStore(_directory.Path).Prepare();
        _blobs = Within(1024 * 1024);
    }

    public void Dispose()
    {
        _blobs.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_small_file_is_read_once()
    {
        var digest = await KeepAsync([1, 2, 3]);
        Assert.Equal([1, 2, 3], _blobs.Find(digest)!);

        File.Delete(PathOf(digest));

        Assert.Equal([1, 2, 3], _blobs.Find(digest)!);
    }

    [Theory]
    [InlineData(256 * 1024, true)]
    [InlineData(256 * 1024 + 1, false)]
    public async Task A_large_file_is_left_to_the_disk(int size, bool found)
    {
        var digest = await KeepAsync(new byte[size]);

        Assert.Equal(found, _blobs.Find(digest) is not null);
        await using var bytes = _blobs.OpenRead(digest);
        Assert.Equal(size, bytes!.Length);
    }

    [Fact]
    public async Task Nothing_is_kept_without_a_budget()
    {
        using var none = Within(0);

        Assert.Null(none.Find(await KeepAsync([1, 2, 3])));
    }

    [Fact]
    public async Task A_damaged_file_does_not_live_on_in_memory()
    {
        var digest = await KeepAsync([1, 2, 3]);
        await File.WriteAllBytesAsync(PathOf(digest), [1, 2, 4]);
        Assert.Null(_blobs.Find(digest));

        await KeepAsync([1, 2, 3]);

        Assert.Equal([1, 2, 3], _blobs.Find(digest)!);
    }

    [Fact]
    public void A_missing_file_is_none() => Assert.Null(_blobs.Find(new string('a', 64)));

    private ReadyBlobs Within(long bytes) => new(_store, Options.Create(new CacheOptions { BlobBytes = bytes }));

    private string PathOf(string digest) => Path.Combine(_directory.Path, "sha256", digest[..2], digest);

    private async Task<string> KeepAsync(byte[] bytes)
    {
        await using var staged = _store.Stage();
        await staged.WriteAsync(bytes, CancellationToken.None);
        await _store.KeepAsync(staged, CancellationToken.None);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
