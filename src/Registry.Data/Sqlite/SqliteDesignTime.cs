using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Registry.Data.Sqlite;

/// <summary>For <c>dotnet ef migrations add NAME --context SqliteRegistryDbContext</c>; it never opens a database.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteRegistryDbContext>
{
    public SqliteRegistryDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteRegistryDbContext>().UseSqlite("Data Source=design-time").Options);
}
