using Microsoft.EntityFrameworkCore;

namespace Registry.Data.Sqlite;

/// <summary>The rows in a SQLite file, with that engine's migrations.</summary>
public sealed class SqliteRegistryDbContext(DbContextOptions<SqliteRegistryDbContext> options) : RegistryDbContext(options)
{
    public override string PlainOrder => "BINARY";

    // There is no round trip to save, and every value is bound to every statement of a command.
    private protected override int RowsAtOnce => 1;
}
