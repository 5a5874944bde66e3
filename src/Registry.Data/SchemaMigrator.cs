using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Registry.Data;

/// <summary>Brings the schema up to date, or tells why it cannot be used as it is.</summary>
public sealed class SchemaMigrator(IDbContextFactory<RegistryDbContext> databases, ISchemaLock schemaLock)
{
    /// <summary>
    /// Applies what is missing, one program at a time. Hold the data directory's lock while calling.
    /// Throws <see cref="SchemaException"/> if the schema is newer than this program.
    /// </summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var held = await schemaLock.AcquireAsync(cancellationToken);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await RefuseNewerAsync(database, cancellationToken);
        await database.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Throws <see cref="SchemaException"/> unless the schema is exactly this program's.</summary>
    public async Task RequireCurrentAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        // Not CanConnectAsync: it takes a server that does not answer, or a wrong password, for a database that is not there.
        if (!await database.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancellationToken))
        {
            throw new SchemaException("There is no database yet. Start the server once (serve): it makes one.");
        }

        await RefuseNewerAsync(database, cancellationToken);
        if ((await database.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            throw new SchemaException("The database is older than this program. Start the server once (serve): it brings the database up to date.");
        }
    }

    private static async Task RefuseNewerAsync(RegistryDbContext database, CancellationToken cancellationToken)
    {
        var known = database.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = await database.Database.GetAppliedMigrationsAsync(cancellationToken);
        if (applied.FirstOrDefault(migration => !known.Contains(migration)) is { } unknown)
        {
            throw new SchemaException(
                $"The database was written by a newer version of Registry (it holds the migration {unknown}). " +
                "Run that version, or restore a backup made before the upgrade.");
        }
    }
}
