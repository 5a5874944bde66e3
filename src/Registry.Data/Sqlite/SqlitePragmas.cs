using System.Data.Common;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Registry.Data.Sqlite;

/// <summary>
/// What every connection needs: a commit that is on disk when it returns, and foreign keys that hold. Nothing here writes,
/// since EF looks over a read-only connection whether there is a database; the journal's mode is in the file already.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    // The compiler cannot name it beside the older SQLitePCLRaw (docs/decisions/0002-sqlite-native.md).
    private static readonly PropertyInfo Handle = typeof(SqliteConnection).GetProperty(nameof(Handle))!;

    // A connection that comes out of the pool still has them: SQLite keeps them with its own connection beneath.
    private readonly ConditionalWeakTable<object, object> _told = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Tell((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Tell((SqliteConnection)connection); // SQLite has no other way than this thread
        return Task.CompletedTask;
    }

    private void Tell(SqliteConnection connection)
    {
        var beneath = Handle.GetValue(connection)!;
        if (_told.TryGetValue(beneath, out _))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        _told.AddOrUpdate(beneath, this);
    }
}
