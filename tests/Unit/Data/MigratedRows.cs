using Registry.Data;
using Registry.Tests.Hosting;

namespace Registry.Unit.Data;

/// <summary>Databases with all migrations and no rows, copied from one of each engine: to migrate anew for every test would take most of its time.</summary>
internal static class MigratedRows
{
    private static readonly Lazy<Task<byte[]>> Sqlite = new(MigrateSqliteAsync);
    private static readonly Lazy<Task<string>> PostgreSql = new(MigratePostgreSqlAsync);

    /// <summary>Writes a SQLite file.</summary>
    public static async Task WriteSqliteAsync(string path) => await File.WriteAllBytesAsync(path, await Sqlite.Value);

    /// <summary>The connection string of a new PostgreSQL database.</summary>
    public static async Task<string> CreatePostgreSqlAsync() => await PostgreSqlServer.CreateDatabaseAsync(copied: await PostgreSql.Value);

    private static async Task<byte[]> MigrateSqliteAsync()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(DatabaseEngine.Sqlite);
        await database.Migrator.MigrateAsync(CancellationToken.None);
        if (await database.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)") is not 0L)
        {
            throw new InvalidOperationException("The log is in use, so that the file alone is not the whole database.");
        }

        return await File.ReadAllBytesAsync(database.SqliteFile);
    }

    private static async Task<string> MigratePostgreSqlAsync()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(DatabaseEngine.PostgreSql);
        await database.Migrator.MigrateAsync(CancellationToken.None);
        return database.Settings.ConnectionString;
    }
}
