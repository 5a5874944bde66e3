using Npgsql;

namespace Registry.Data.PostgreSql;

/// <summary>
/// Reads the stamps row for each request, but once for all requests that arrive before a read starts: a caller never gets the
/// answer of a read that began before it asked.
/// </summary>
internal sealed class PostgreSqlStampReader(NpgsqlDataSource source) : IStampReader
{
    private readonly Lock _lock = new();
    private Task<Stamps>? _running;
    private Task<Stamps>? _waiting;

    public async ValueTask<Stamps> ReadAsync(CancellationToken cancellationToken)
    {
        Task<Stamps> joined;
        lock (_lock)
        {
            joined = _waiting ??= FollowAsync(_running);
        }

        return await joined.WaitAsync(cancellationToken);
    }

    private async Task<Stamps> FollowAsync(Task<Stamps>? before)
    {
        // Leaves the lock before anything can finish at once, and lets those who arrive meanwhile join.
        await Task.Yield();
        if (before is not null)
        {
            await before.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        lock (_lock)
        {
            _running = _waiting;
            _waiting = null;
        }

        return await QueryAsync();
    }

    private async Task<Stamps> QueryAsync()
    {
        await using var command = source.CreateCommand("SELECT \"Access\", \"Content\" FROM \"Stamps\"");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new Stamps(reader.GetInt64(0), reader.GetInt64(1));
    }
}
