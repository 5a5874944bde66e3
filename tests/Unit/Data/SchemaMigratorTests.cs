using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Registry.Data;
using Xunit;

namespace Registry.Unit.Data;

public sealed class SchemaMigratorTests
{
    private const string NoDatabase = "There is no database yet. Start the server once (serve): it makes one.";
    private const string Older = "The database is older than this program. Start the server once (serve): it brings the database up to date.";
    private const string Newer =
        "The database was written by a newer version of Registry (it holds the migration 99990101000000_Later). " +
        "Run that version, or restore a backup made before the upgrade.";

    // Far more than any of this takes: what hangs fails here.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory, EveryEngine]
    public async Task A_fresh_database_is_migrated(DatabaseEngine engine)
    {
        await using var fresh = await TestDatabase.CreateEmptyAsync(engine);

        await fresh.Migrator.MigrateAsync(CancellationToken.None);

        await fresh.Migrator.RequireCurrentAsync(CancellationToken.None);
        Assert.Equal(default, await fresh.ReadStampsAsync());
        await using var database = fresh.Open();
        Assert.Empty(await database.Database.GetPendingMigrationsAsync());
        Assert.Empty(await database.Users.ToListAsync());
    }

    [Theory, EveryEngine]
    public async Task Migrating_again_changes_nothing(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var group = await data.SaveAsync(Rows.Group("acme"));
        var stamps = await data.ReadStampsAsync();

        await data.Migrator.MigrateAsync(CancellationToken.None);

        await using var database = data.Open();
        Assert.Equal(group.Id, (await database.Groups.SingleAsync()).Id);
        Assert.Equal(stamps, await data.ReadStampsAsync());
    }

    [Theory, EveryEngine]
    public async Task Many_migrators_at_once_all_finish(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateEmptyAsync(engine);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => data.Migrator.MigrateAsync(CancellationToken.None)))).WaitAsync(Limit);

        await data.Migrator.RequireCurrentAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Many_nodes_that_migrate_one_PostgreSQL_at_once_all_finish()
    {
        await using var data = await TestDatabase.CreateEmptyAsync(DatabaseEngine.PostgreSql);
        await using var other = data.OpenAsAnotherProgram();
        SchemaMigrator[] migrators = [data.Migrator, other.GetRequiredService<SchemaMigrator>()];

        await Task.WhenAll(migrators.Select(migrator => Task.Run(() => migrator.MigrateAsync(CancellationToken.None)))).WaitAsync(Limit);

        await data.Migrator.RequireCurrentAsync(CancellationToken.None);
    }

    [Fact]
    public async Task What_a_killed_migration_leaves_behind_in_SQLite_blocks_nobody()
    {
        await using var data = await TestDatabase.CreateEmptyAsync(DatabaseEngine.Sqlite);
        await data.ExecuteAsync("""CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL)""");
        await data.ExecuteAsync("""INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-07-14 09:30:00')""");
        using var limit = new CancellationTokenSource(Limit);

        await data.Migrator.MigrateAsync(limit.Token);

        await data.Migrator.RequireCurrentAsync(CancellationToken.None);
    }

    [Theory, EveryEngine]
    public async Task The_migrations_hold_all_that_the_model_asks_for(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateEmptyAsync(engine);
        await using var database = data.Open();

        Assert.False(database.Database.HasPendingModelChanges());
    }

    [Theory, EveryEngine]
    public async Task A_newer_schema_is_refused(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await data.ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Later', '99.0.0')""");

        var migrating = await Assert.ThrowsAsync<SchemaException>(() => data.Migrator.MigrateAsync(CancellationToken.None));
        var requiring = await Assert.ThrowsAsync<SchemaException>(() => data.Migrator.RequireCurrentAsync(CancellationToken.None));

        Assert.Equal(Newer, migrating.Message);
        Assert.Equal(Newer, requiring.Message);
    }

    [Theory, EveryEngine]
    public async Task A_refused_migration_gives_its_lock_back(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await data.ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Later', '99.0.0')""");
        await Assert.ThrowsAsync<SchemaException>(() => data.Migrator.MigrateAsync(CancellationToken.None));
        await data.ExecuteAsync("""DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = '99990101000000_Later'""");

        await using var other = data.OpenAsAnotherProgram();
        await other.GetRequiredService<SchemaMigrator>().MigrateAsync(CancellationToken.None).WaitAsync(Limit);

        await data.Migrator.RequireCurrentAsync(CancellationToken.None);
    }

    [Theory, EveryEngine]
    public async Task An_older_schema_is_refused_by_what_does_not_migrate(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await data.ExecuteAsync("""DELETE FROM "__EFMigrationsHistory" """);

        var refused = await Assert.ThrowsAsync<SchemaException>(() => data.Migrator.RequireCurrentAsync(CancellationToken.None));

        Assert.Equal(Older, refused.Message);
    }

    [Fact]
    public async Task A_SQLite_file_that_is_not_there_is_missed_and_not_made()
    {
        await using var data = await TestDatabase.CreateEmptyAsync(DatabaseEngine.Sqlite);

        var refused = await Assert.ThrowsAsync<SchemaException>(() => data.Migrator.RequireCurrentAsync(CancellationToken.None));

        Assert.Equal(NoDatabase, refused.Message);
        await using var database = data.Open();
        Assert.False(File.Exists(database.Database.GetDbConnection().DataSource));
    }

    // "Start the server once" would send an operator the wrong way.
    [Fact]
    public async Task A_PostgreSQL_that_does_not_answer_is_not_taken_for_a_missing_database()
    {
        await using var services = new ServiceCollection()
            .AddRegistryData(_ => new DataSettings(DatabaseEngine.PostgreSql, "Host=127.0.0.1;Port=1;Username=postgres;Database=registry", BlobDirectory: ""))
            .BuildServiceProvider();

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => services.GetRequiredService<SchemaMigrator>().RequireCurrentAsync(CancellationToken.None));

        Assert.IsType<NpgsqlException>(failure.GetBaseException() is NpgsqlException direct ? direct : failure.InnerException);
    }

    [Fact]
    public async Task A_PostgreSQL_database_that_is_not_there_is_missed()
    {
        await using var data = await TestDatabase.CreateEmptyAsync(DatabaseEngine.PostgreSql);
        var missing = new NpgsqlConnectionStringBuilder(data.Settings.ConnectionString) { Database = "not_there" }.ConnectionString;
        await using var services = new ServiceCollection()
            .AddRegistryData(_ => data.Settings with { ConnectionString = missing })
            .BuildServiceProvider();

        var refused = await Assert.ThrowsAsync<SchemaException>(() => services.GetRequiredService<SchemaMigrator>().RequireCurrentAsync(CancellationToken.None));

        Assert.Equal(NoDatabase, refused.Message);
    }

    [Fact]
    public async Task After_a_clean_stop_one_file_holds_every_row_of_SQLite()
    {
        await using var data = await TestDatabase.CreateEmptyAsync(DatabaseEngine.Sqlite);
        var file = new SqliteConnectionStringBuilder(data.Settings.ConnectionString).DataSource;
        await using (var program = data.OpenAsAnotherProgram())
        {
            await program.GetRequiredService<SchemaMigrator>().MigrateAsync(CancellationToken.None);
            await program.GetRequiredService<IStampReader>().ReadAsync(CancellationToken.None);
            Assert.True(File.Exists($"{file}-wal"));
        }

        Assert.True(File.Exists(file));
        Assert.False(File.Exists($"{file}-wal"));
    }

    [Fact]
    public async Task A_PostgreSQL_database_without_tables_is_refused_by_what_does_not_migrate()
    {
        await using var data = await TestDatabase.CreateEmptyAsync(DatabaseEngine.PostgreSql);

        var refused = await Assert.ThrowsAsync<SchemaException>(() => data.Migrator.RequireCurrentAsync(CancellationToken.None));

        Assert.Equal(Older, refused.Message);
    }
}
