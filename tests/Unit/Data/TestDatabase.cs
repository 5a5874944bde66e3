using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Registry.Data;
using Registry.Data.Blobs;
using Registry.Tests.Hosting;

namespace Registry.Unit.Data;

/// <summary>
/// A database of either engine and a blob folder, shared with nobody, behind <c>AddRegistryData</c>.
/// Disposing it deletes the files and ends the services.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly ServiceProvider _services;

    private TestDatabase(TemporaryDirectory directory, DataSettings settings, Action<IServiceCollection>? add)
    {
        _directory = directory;
        Settings = settings;
        _services = Provide(add);
    }

    public DataSettings Settings { get; }

    public IServiceProvider Services => _services;

    internal string SqliteFile => Path.Combine(_directory.Path, "registry.db");

    public SchemaMigrator Migrator => Services.GetRequiredService<SchemaMigrator>();

    public FileBlobStore Blobs => Services.GetRequiredService<FileBlobStore>();

    /// <summary>A migrated database.</summary>
    /// <param name="engine">The kind of database.</param>
    /// <param name="add">Adds the services that the test needs besides.</param>
    public static async Task<TestDatabase> CreateAsync(DatabaseEngine engine, Action<IServiceCollection>? add = null)
    {
        if (engine == DatabaseEngine.PostgreSql)
        {
            return Over(engine, await MigratedRows.CreatePostgreSqlAsync(), add);
        }

        var database = await CreateEmptyAsync(engine, add);
        await MigratedRows.WriteSqliteAsync(database.SqliteFile);
        return database;
    }

    /// <summary>As an operator first has it: SQLite without a file, PostgreSQL with a database that holds nothing.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(DatabaseEngine engine, Action<IServiceCollection>? add = null) =>
        Over(engine, engine == DatabaseEngine.PostgreSql ? await PostgreSqlServer.CreateDatabaseAsync() : null, add);

    /// <summary>A context; the caller disposes of it.</summary>
    public RegistryDbContext Open() => Services.GetRequiredService<IDbContextFactory<RegistryDbContext>>().CreateDbContext();

    /// <summary>Saves one row over a context of its own.</summary>
    public async Task<T> SaveAsync<T>(T row)
        where T : class
    {
        await using var database = Open();
        database.Add(row);
        await database.SaveChangesAsync();
        return row;
    }

    public async Task<Stamps> ReadStampsAsync() => await Services.GetRequiredService<IStampReader>().ReadAsync(CancellationToken.None);

    /// <summary>The same settings behind services of their own, as a second program has them; the caller disposes of them.</summary>
    public ServiceProvider OpenAsAnotherProgram() => Provide(add: null);

    /// <summary>A connection of which <c>AddRegistryData</c> knows nothing; the caller disposes of it.</summary>
    public async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection = Settings.Engine == DatabaseEngine.PostgreSql
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Settings.ConnectionString) { Pooling = false }.ConnectionString)
            : new SqliteConnection(new SqliteConnectionStringBuilder(Settings.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs one statement over such a connection and answers the first value of its first row, if any.</summary>
    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests write their own SQL.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _directory.Dispose();
    }

    private static TestDatabase Over(DatabaseEngine engine, string? connectionString, Action<IServiceCollection>? add)
    {
        var directory = new TemporaryDirectory();
        var settings = new DataSettings(
            engine,
            connectionString ?? $"Data Source={Path.Combine(directory.Path, "registry.db")}",
            Path.Combine(directory.Path, "blobs"));
        return new TestDatabase(directory, settings, add);
    }

    private ServiceProvider Provide(Action<IServiceCollection>? add)
    {
        var services = new ServiceCollection();
        services.AddRegistryData(_ => Settings);
        add?.Invoke(services);
        var provider = services.BuildServiceProvider(validateScopes: true);
        provider.GetRequiredService<FileBlobStore>().Prepare();
        return provider;
    }
}
