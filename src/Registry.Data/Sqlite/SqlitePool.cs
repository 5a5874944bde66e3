using Microsoft.Data.Sqlite;

namespace Registry.Data.Sqlite;

/// <summary>
/// The idle connections, which outlive the contexts. Disposing closes them; the last to close moves the log into the
/// database file, so that after a clean stop that one file holds every row.
/// </summary>
internal sealed class SqlitePool(string connectionString) : IDisposable
{
    public void Dispose()
    {
        using var any = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(any);
    }
}
