using System.Collections.Concurrent;

namespace Registry.Web.Packages;

/// <summary>What addresses lead to, kept in memory until any package changes.</summary>
internal sealed class StampedLookup<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    private const int MostEntries = 20_000;

    private Known _latest = new(long.MinValue);

    /// <summary>What is known under the key, or else what <paramref name="find"/> finds.</summary>
    /// <param name="key">All that it depends on.</param>
    /// <param name="content">The content stamp as of the beginning of the request. What was true at it or later will do.</param>
    /// <param name="find">Looks it up in the rows; null is not kept, for there is no end of names that lead nowhere.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<TValue?> FindAsync(TKey key, long content, Func<TKey, CancellationToken, Task<TValue?>> find, CancellationToken cancellationToken)
    {
        var known = At(content);
        if (known.Values.TryGetValue(key, out var value))
        {
            return value;
        }

        value = await find(key, cancellationToken);
        if (value is not null)
        {
            known.Add(key, value);
        }

        return value;
    }

    // Never back: a request that is late may be answered by what is newer.
    private Known At(long content)
    {
        var latest = Volatile.Read(ref _latest);
        if (latest.Content < content || latest.IsFull)
        {
            latest = new Known(Math.Max(content, latest.Content));
            Volatile.Write(ref _latest, latest);
        }

        return latest;
    }

    private sealed class Known(long content)
    {
        private int _entries; // the dictionary's own count locks all of it

        public long Content => content;

        public bool IsFull => _entries >= MostEntries;

        public ConcurrentDictionary<TKey, TValue> Values { get; } = new();

        public void Add(TKey key, TValue value)
        {
            if (Values.TryAdd(key, value))
            {
                Interlocked.Increment(ref _entries);
            }
        }
    }
}
