using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Registry.Data.Blobs;
using Registry.Data.PostgreSql;
using Registry.Data.Sqlite;

namespace Registry.Data;

/// <summary>The way in: everything that rows and bytes need, as services.</summary>
public static class DataServices
{
    /// <summary>
    /// Adds <c>IDbContextFactory&lt;RegistryDbContext&gt;</c>, a scoped context for Identity, the stamps, the migrator and the
    /// blob store. <paramref name="settings"/> is asked when the first of them is made.
    /// </summary>
    public static IServiceCollection AddRegistryData(this IServiceCollection services, Func<IServiceProvider, DataSettings> settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<Engine>(provider => provider.GetRequiredService<DataSettings>() switch
        {
            { Engine: DatabaseEngine.PostgreSql } chosen => OverPostgreSql(chosen),
            var chosen => OverSqlite(chosen),
        });
        services.AddSingleton<IDbContextFactory<RegistryDbContext>>(provider => provider.GetRequiredService<Engine>().Databases);
        services.AddSingleton(provider => provider.GetRequiredService<Engine>().Stamps);
        services.AddSingleton(provider => provider.GetRequiredService<Engine>().SchemaLock);
        services.AddSingleton<SchemaMigrator>();
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<RegistryDbContext>>().CreateDbContext());
        services.AddSingleton<BlobSweeper>();
        services.AddSingleton(provider => new FileBlobStore(provider.GetRequiredService<DataSettings>().BlobDirectory));
        return services;
    }

    private static Engine OverSqlite(DataSettings settings)
    {
        var gate = WriteGate.OneAtATime();
        var options = new DbContextOptionsBuilder<SqliteRegistryDbContext>()
            .UseSqlite(settings.ConnectionString)
            .AddInterceptors(new SqlitePragmas())
            .Options;
        var watching = new SqliteConnectionStringBuilder(settings.ConnectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        var stamps = new SqliteStampReader(watching.ToString());
        var schemaLock = new SqliteSchemaLock(settings.ConnectionString);
        return new Engine(
            new RegistryDbContextFactory<SqliteRegistryDbContext>(options, gate),
            stamps,
            schemaLock,
            [stamps, schemaLock, gate, new SqlitePool(settings.ConnectionString)]);
    }

    private static Engine OverPostgreSql(DataSettings settings)
    {
        var gate = WriteGate.Open();
        var source = NpgsqlDataSource.Create(settings.ConnectionString);
        var options = new DbContextOptionsBuilder<PostgreSqlRegistryDbContext>().UseNpgsql(source).Options;
        return new Engine(
            new RegistryDbContextFactory<PostgreSqlRegistryDbContext>(options, gate),
            new PostgreSqlStampReader(source),
            new PostgreSqlSchemaLock(source),
            [source, gate]);
    }

    /// <summary>What differs between the engines, made and disposed of together.</summary>
    private sealed record Engine(
        IDbContextFactory<RegistryDbContext> Databases, IStampReader Stamps, ISchemaLock SchemaLock, IReadOnlyList<IDisposable> Owned) : IDisposable
    {
        public void Dispose()
        {
            foreach (var owned in Owned)
            {
                owned.Dispose();
            }
        }
    }
}
