using System.Collections.Concurrent;

namespace Registry.Data.Blobs;

/// <summary>
/// Bytes in a folder, named by their SHA-256: <c>sha256/ab/abcd…</c>. A blob is staged, flushed, renamed into place and its
/// folder flushed before <see cref="KeepAsync"/> returns, so that a row written afterwards never names bytes that are not there.
/// </summary>
public sealed class FileBlobStore
{
    private readonly string _root;
    private readonly string _blobs;
    private readonly string _staging;
    private readonly ConcurrentDictionary<string, bool> _durableFolders = new(StringComparer.Ordinal);

    public FileBlobStore(string directory)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        _blobs = Path.Combine(_root, "sha256");
        _staging = Path.Combine(_root, "staging");
    }

    /// <summary>Makes the folders, before anything else is asked of the store; those that are there stay as they are.</summary>
    public FileBlobStore Prepare()
    {
        if (!Directory.Exists(_root))
        {
            Directory.CreateDirectory(_root);
            DurableDirectory.Flush(Path.GetDirectoryName(_root)!);
        }

        Directory.CreateDirectory(_blobs);
        Directory.CreateDirectory(_staging);
        return this;
    }

    /// <summary>Opens a place for a body to be written to.</summary>
    public BlobStaging Stage() => new(Path.Combine(_staging, Guid.NewGuid().ToString("N")));

    /// <summary>
    /// Moves a finished body into place. Bytes that are here already are replaced by the same bytes, which mends a damaged copy.
    /// </summary>
    public Task KeepAsync(BlobStaging staged, CancellationToken cancellationToken)
    {
        var target = PathOf(staged.Finish().Sha256);
        var folder = Path.GetDirectoryName(target)!;
        cancellationToken.ThrowIfCancellationRequested();

        // On this thread: it would block any other in the same way, and the turn of another has to be waited for.
        staged.FlushToDisk();
        MakeFolder(folder);
        File.Move(staged.Path, target, overwrite: true);
        DurableDirectory.Flush(folder);
        return Task.CompletedTask;
    }

    /// <summary>Opens a blob, or null if there is none of that digest.</summary>
    public FileStream? OpenRead(string digest)
    {
        try
        {
            return new FileStream(PathOf(digest), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Deletes a blob and answers its size; null if it is not there, or if its bytes were written after <paramref name="cutoff"/>:
    /// somebody has just kept them again.
    /// </summary>
    public long? Delete(string digest, DateTimeOffset cutoff)
    {
        var path = PathOf(digest);
        var aside = Path.Combine(_staging, $"swept-{Guid.NewGuid():N}");
        try
        {
            // Aside before it is looked at, so that what is looked at is what goes.
            File.Move(path, aside);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        var file = new FileInfo(aside);
        if (file.LastWriteTimeUtc > cutoff.UtcDateTime)
        {
            File.Move(aside, path, overwrite: true);
            return null;
        }

        var size = file.Length;
        file.Delete();
        return size;
    }

    /// <summary>Every stored digest, in no order.</summary>
    public IEnumerable<string> List() =>
        Directory.EnumerateFiles(_blobs, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)).Where(IsDigest);

    /// <summary>How many bodies are on their way in, and their bytes so far.</summary>
    public (int Count, long Bytes) MeasureStaging()
    {
        var (count, bytes) = (0, 0L);
        foreach (var file in new DirectoryInfo(_staging).EnumerateFiles())
        {
            try
            {
                (count, bytes) = (count + 1, bytes + file.Length);
            }
            catch (FileNotFoundException)
            {
                // It came to its place meanwhile.
            }
        }

        return (count, bytes);
    }

    /// <summary>Throws if a file cannot be written here, naming the folder.</summary>
    public void Probe()
    {
        var path = Path.Combine(_staging, $"probe-{Guid.NewGuid():N}");
        File.WriteAllBytes(path, [1]);
        File.Delete(path);
    }

    /// <summary>Deletes what bodies that never finished have left. Only while nobody else writes here.</summary>
    public void ClearStaging()
    {
        foreach (var path in Directory.EnumerateFiles(_staging))
        {
            File.Delete(path);
        }
    }

    /// <summary>Moves blobs that an older version kept two folders deep to where they are looked for. Only while nobody else writes here.</summary>
    public FlattenedBlobs Flatten() => NestedFolders.Flatten(_blobs);

    // That a folder is there does not make its name durable: another keeper, or a program that was killed, may have just made it.
    private void MakeFolder(string folder)
    {
        if (folder == _root || _durableFolders.ContainsKey(folder))
        {
            return;
        }

        var holder = Path.GetDirectoryName(folder)!;
        MakeFolder(holder);
        Directory.CreateDirectory(folder);
        DurableDirectory.Flush(holder);
        _durableFolders.TryAdd(folder, true);
    }

    private string PathOf(string digest) =>
        IsDigest(digest)
            ? Path.Combine(_blobs, digest[..2], digest)
            : throw new ArgumentException($"'{digest}' is not a SHA-256 in lower-case hex.", nameof(digest));

    internal static bool IsDigest(string digest) => digest.Length == 64 && digest.All(char.IsAsciiHexDigitLower);
}
