using Microsoft.EntityFrameworkCore;

namespace Registry.Data.PostgreSql;

/// <summary>The rows in PostgreSQL, with that engine's migrations.</summary>
public sealed class PostgreSqlRegistryDbContext(DbContextOptions<PostgreSqlRegistryDbContext> options) : RegistryDbContext(options)
{
    public override string PlainOrder => "C";
}
