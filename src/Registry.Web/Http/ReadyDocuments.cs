using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Registry.Web.Http;

/// <summary>
/// Documents that many clients fetch, kept ready within a budget of bytes. An answer is never older than the moment its
/// request began.
/// </summary>
internal sealed class ReadyDocuments(IOptions<CacheOptions> options) : IDisposable
{
    private readonly MemoryCache _entries = new(new MemoryCacheOptions { SizeLimit = options.Value.DocumentBytes });
    private readonly KeyedLock _renders = new();

    /// <summary>The document of <paramref name="key"/>, rendered if it is not at hand or no longer true.</summary>
    /// <param name="key">What the bytes depend on, apart from the generation.</param>
    /// <param name="content">The stamp that the request read before it asked. What was true at it or later will do.</param>
    /// <param name="generation">Reads the generation of what the document shows; null if there is nothing yet, and nothing worth keeping.</param>
    /// <param name="render">Renders it, for a generation that was read before; null if there is none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<ReadyDocument?> FindAsync(
        object key,
        long content,
        Func<CancellationToken, Task<long?>> generation,
        Func<CancellationToken, Task<ReadyDocument?>> render,
        CancellationToken cancellationToken)
    {
        if (Find(key, content) is { } ready)
        {
            return ready;
        }

        using (await _renders.EnterAsync(key, cancellationToken))
        {
            if (Find(key, content) is { } rendered)
            {
                return rendered;
            }

            if (await generation(cancellationToken) is not { } current)
            {
                return await render(cancellationToken);
            }

            var document = _entries.TryGetValue(key, out Entry? old) && old!.Generation == current ? old.Document : await render(cancellationToken);
            if (document is not null)
            {
                _entries.Set(key, new Entry(document, current, content), new MemoryCacheEntryOptions { Size = document.Size });
            }

            return document;
        }
    }

    /// <summary>As <see cref="FindAsync"/>, of what always has a document.</summary>
    public async ValueTask<ReadyDocument> GetAsync(
        object key,
        long content,
        Func<CancellationToken, Task<long?>> generation,
        Func<CancellationToken, Task<ReadyDocument>> render,
        CancellationToken cancellationToken) =>
        (await FindAsync(key, content, generation, async cancel => await render(cancel), cancellationToken))!;

    public void Dispose() => _entries.Dispose();

    private ReadyDocument? Find(object key, long content) =>
        _entries.TryGetValue(key, out Entry? entry) && entry!.Content >= content ? entry.Document : null;

    private sealed record Entry(ReadyDocument Document, long Generation, long Content);
}
