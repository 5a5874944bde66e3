using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Registry.Data.Blobs;

namespace Registry.Web.Http;

/// <summary>
/// The stored files, of which small ones are kept in memory within a budget of bytes. They are named by their digest, so they
/// never go stale.
/// </summary>
internal sealed class ReadyBlobs(FileBlobStore store, IOptions<CacheOptions> options) : IDisposable
{
    private const int Largest = 256 * 1024;

    private readonly MemoryCache _entries = new(new MemoryCacheOptions { SizeLimit = options.Value.BlobBytes });

    /// <summary>The bytes of a small file; null if it is large, missing or damaged: then see <see cref="OpenRead"/>.</summary>
    public byte[]? Find(string digest) => _entries.TryGetValue(digest, out byte[]? kept) ? kept : Read(digest);

    /// <inheritdoc cref="FileBlobStore.OpenRead"/>
    public FileStream? OpenRead(string digest) => store.OpenRead(digest);

    public void Dispose() => _entries.Dispose();

    private byte[]? Read(string digest)
    {
        using var file = store.OpenRead(digest);
        if (file is null || file.Length > Math.Min(Largest, options.Value.BlobBytes))
        {
            return null;
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != digest)
        {
            return null; // a damaged file may be mended, and must not live on here
        }

        _entries.Set(digest, bytes, new MemoryCacheEntryOptions { Size = bytes.Length });
        return bytes;
    }
}
