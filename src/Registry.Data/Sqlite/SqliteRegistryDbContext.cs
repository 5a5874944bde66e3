using Microsoft.EntityFrameworkCore;

namespace Registry.Data.Sqlite;

/// <summary>The rows in a SQLite file, with that engine's migrations.</summary>
public sealed class SqliteRegistryDbContext(DbContextOptions<SqliteRegistryDbContext> options, WriteGate gate)
    : RegistryDbContext(options, gate);
