using Microsoft.Data.Sqlite;

namespace Registry.Data.Sqlite;

/// <summary>
/// The data directory's lock already keeps other servers out. What is left to do: a migration that was killed leaves EF's own
/// lock row behind, which would block every later start for ever. And the file learns, for good, to let readers beside a writer.
/// </summary>
internal sealed class SqliteSchemaLock(string connectionString) : ISchemaLock
{
    public async Task<IAsyncDisposable> AcquireAsync(CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new Held();
    }

    private sealed class Held : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
