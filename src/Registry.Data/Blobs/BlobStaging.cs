using System.Security.Cryptography;

namespace Registry.Data.Blobs;

/// <summary>
/// A body on its way in: written to a staging file and hashed in the same pass. Disposed without
/// <see cref="FileBlobStore.KeepAsync"/>, it leaves nothing behind.
/// </summary>
public sealed class BlobStaging : IAsyncDisposable
{
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly IncrementalHash _sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _sha512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
    private readonly FileStream _file;
    private BlobSums? _sums;
    private bool _torn;

    internal BlobStaging(string path)
    {
        Path = path;
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
    }

    /// <summary>Bytes written so far.</summary>
    public long Size { get; private set; }

    internal string Path { get; }

    /// <summary>Appends bytes. Not after <see cref="Finish"/>.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_sums is not null)
        {
            throw new InvalidOperationException("The staged body is finished.");
        }

        RefuseTorn();
        _torn = true;

        _md5.AppendData(bytes.Span);
        _sha1.AppendData(bytes.Span);
        _sha256.AppendData(bytes.Span);
        _sha512.AppendData(bytes.Span);
        cancellationToken.ThrowIfCancellationRequested();
        _file.Write(bytes.Span); // a file's WriteAsync is the same on another thread, whose turn has to be waited for
        Size += bytes.Length;
        _torn = false;
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the writing and tells the sums. Throws if a write failed or was cancelled.</summary>
    public BlobSums Finish()
    {
        RefuseTorn();
        return _sums ??= new BlobSums(Size, Hex(_md5), Hex(_sha1), Hex(_sha256), Hex(_sha512));
    }

    /// <summary>The staged bytes from the start. The caller disposes of the stream before keeping the blob.</summary>
    public Stream OpenRead() => new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 64 * 1024);

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        _md5.Dispose();
        _sha1.Dispose();
        _sha256.Dispose();
        _sha512.Dispose();
        File.Delete(Path);
    }

    internal void FlushToDisk() => _file.Flush(flushToDisk: true);

    // After a write that did not end well the sums no longer speak of the bytes in the file.
    private void RefuseTorn()
    {
        if (_torn)
        {
            throw new InvalidOperationException("A write of the staged body did not end well.");
        }
    }

    private static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}
