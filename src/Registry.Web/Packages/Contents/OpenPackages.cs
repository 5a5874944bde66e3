using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Archives;
using Registry.Web.Http;

namespace Registry.Web.Packages.Contents;

/// <summary>
/// The insides of packages that somebody has looked at, kept in memory within a budget of bytes. They are named by their
/// digest, so they never go stale; each is read by one visitor while the others wait, and few at a time: reading takes a processor.
/// </summary>
internal sealed class OpenPackages(FileBlobStore blobs, IOptions<CacheOptions> options) : IDisposable
{
    private const long LargestArchive = 64L * 1024 * 1024;

    private readonly MemoryCache _opened = new(new MemoryCacheOptions { SizeLimit = options.Value.ContentBytes });
    private readonly KeyedLock _turns = new();
    private readonly SemaphoreSlim _room = new(Environment.ProcessorCount);

    /// <summary>Opens the archive.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="walk">Goes through it and hands over its files; blocks while it reads.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PackageOpening> OpenAsync(PackageFile? file, Action<Stream, ContentCollector, CancellationToken> walk, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return new PackageOpening.Closed("The version has no archive any more.");
        }

        if (_opened.TryGetValue(file.Sha256, out PackageOpening? kept))
        {
            return kept!;
        }

        if (file.Size > LargestArchive)
        {
            return new PackageOpening.Closed($"The archive is larger than {LargestArchive / 1024 / 1024} MiB. Download it to look inside.");
        }

        using var turn = await _turns.EnterAsync(file.Sha256, cancellationToken);
        if (_opened.TryGetValue(file.Sha256, out kept))
        {
            return kept!;
        }

        await _room.WaitAsync(cancellationToken);
        PackageOpening? opening;
        try
        {
            opening = await Task.Run(() => Open(file.Sha256, walk, cancellationToken), cancellationToken);
        }
        finally
        {
            _room.Release();
        }

        if (opening is null)
        {
            return new PackageOpening.Closed("The stored file is missing. Whoever runs the server finds out more with verify."); // it may come back
        }

        _opened.Set(file.Sha256, opening, new MemoryCacheEntryOptions { Size = opening is PackageOpening.Opened opened ? opened.Contents.Weight : 1_000 });
        return opening;
    }

    public void Dispose()
    {
        _opened.Dispose();
        _room.Dispose();
    }

    // Null where there is no such file.
    private PackageOpening? Open(string digest, Action<Stream, ContentCollector, CancellationToken> walk, CancellationToken cancellationToken)
    {
        using var archive = blobs.OpenRead(digest);
        if (archive is null)
        {
            return null;
        }

        var files = new ContentCollector();
        try
        {
            using var buffered = new BufferedStream(archive, 64 * 1024);
            walk(buffered, files, cancellationToken);
            return new PackageOpening.Opened(files.Contents);
        }
        catch (OversizedArchiveException)
        {
            return new PackageOpening.Opened(files.Beginning);
        }
        catch (UnusableArchiveException unusable)
        {
            return new PackageOpening.Closed($"The archive cannot be shown: {unusable.Message}");
        }
    }
}
