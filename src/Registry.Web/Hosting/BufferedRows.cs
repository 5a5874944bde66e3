using System.Collections.Concurrent;

namespace Registry.Web.Hosting;

/// <summary>
/// Collects small notes (last used, last downloaded) and writes them in batches, so that reading costs no write. A crash may
/// lose the last seconds of them.
/// </summary>
internal abstract partial class BufferedRows<TKey, TNote>(TimeProvider time, ILogger logger) : BackgroundService
    where TKey : notnull
{
    private const int MostNotes = 100_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<TKey, TNote> _notes = new();

    /// <summary>Writes what was noted and not yet written.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var batch = new Dictionary<TKey, TNote>();
        foreach (var key in _notes.Keys)
        {
            if (_notes.TryRemove(key, out var note))
            {
                batch[key] = note;
            }
        }

        if (batch.Count > 0)
        {
            await WriteAsync(batch, cancellationToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryFlushAsync(cancellationToken);
    }

    /// <summary>Keeps a note until the next batch; of two of a key, what <see cref="Merge"/> makes of them.</summary>
    protected void Note(TKey key, TNote note)
    {
        // Counting locks the whole dictionary: only a new key is worth it.
        if (_notes.ContainsKey(key) || _notes.Count < MostNotes)
        {
            _notes.AddOrUpdate(key, static (_, added) => added.Note, static (_, old, added) => added.Rows.Merge(old, added.Note), (Rows: this, Note: note));
        }
    }

    /// <summary>What is kept of two notes of one key: the newer one, unless said otherwise.</summary>
    protected virtual TNote Merge(TNote old, TNote added) => added;

    protected abstract Task WriteAsync(IReadOnlyDictionary<TKey, TNote> notes, CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryFlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // StopAsync writes the rest.
        }
    }

    private async Task TryFlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogLost(logger, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Some last-used or last-downloaded times could not be written")]
    private static partial void LogLost(ILogger logger, Exception failure);
}
