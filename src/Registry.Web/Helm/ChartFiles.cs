using System.Collections.Concurrent;

namespace Registry.Web.Helm;

/// <summary>Which file a chart's address leads to, kept in memory until any package changes.</summary>
internal sealed class ChartFiles(ChartQueries charts)
{
    private const int MostEntries = 20_000;

    private Known _latest = new(long.MinValue);

    /// <summary>As <see cref="ChartQueries.FindFileAsync"/> finds it.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="fileName">What the address ends in.</param>
    /// <param name="content">The content stamp as of the beginning of the request. What was true at it or later will do.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<ServedChart?> FindAsync(long projectId, Channel channel, string fileName, long content, CancellationToken cancellationToken)
    {
        var known = At(content);
        var key = new Key(projectId, channel.Name, fileName);
        if (known.Charts.TryGetValue(key, out var served))
        {
            return served;
        }

        if (await charts.FindFileAsync(projectId, channel, fileName, cancellationToken) is not { } file)
        {
            return null; // not kept: there is no end of names that lead nowhere
        }

        served = new ServedChart(file.Id, file.PackageId, file.FileName, file.Sha256);
        known.Add(key, served);
        return served;
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

    private sealed record Key(long ProjectId, string Channel, string FileName);

    private sealed class Known(long content)
    {
        private int _entries; // the dictionary's own count locks all of it

        public long Content => content;

        public bool IsFull => _entries >= MostEntries;

        public ConcurrentDictionary<Key, ServedChart> Charts { get; } = new();

        public void Add(Key key, ServedChart served)
        {
            if (Charts.TryAdd(key, served))
            {
                Interlocked.Increment(ref _entries);
            }
        }
    }
}

/// <summary>What a download needs of a chart's file.</summary>
internal sealed record ServedChart(long Id, long PackageId, string FileName, string Sha256);
