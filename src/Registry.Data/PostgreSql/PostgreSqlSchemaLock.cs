using Npgsql;

namespace Registry.Data.PostgreSql;

/// <summary>An advisory lock of the session: it goes with the connection, so that a killed program holds nobody up.</summary>
internal sealed class PostgreSqlSchemaLock(NpgsqlDataSource source) : ISchemaLock
{
    // "Registry" in ASCII.
    private const long Key = 0x5265676973747279;

    public async Task<IAsyncDisposable> AcquireAsync(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT pg_advisory_lock($1)";
            command.CommandTimeout = 0;
            command.Parameters.AddWithValue(Key);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new Held(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (connection)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT pg_advisory_unlock($1)";
                command.Parameters.AddWithValue(Key);
                await command.ExecuteNonQueryAsync();
            }
        }
    }
}
