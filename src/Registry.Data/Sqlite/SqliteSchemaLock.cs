using Microsoft.Data.Sqlite;

namespace Registry.Data.Sqlite;

/// <summary>
/// The data directory's lock already keeps other servers out. What is left to do: one caller at a time in this one, and a
/// migration that was killed leaves EF's own lock row behind, which would block every later start for ever. And the file
/// learns, for good, to let readers beside a writer.
/// </summary>
internal sealed class SqliteSchemaLock(string connectionString) : ISchemaLock, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<IAsyncDisposable> AcquireAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL; DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new Held(_turn);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Held(SemaphoreSlim turn) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            turn.Release();
            return ValueTask.CompletedTask;
        }
    }
}
