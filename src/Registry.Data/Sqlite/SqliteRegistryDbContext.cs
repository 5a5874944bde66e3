using Microsoft.EntityFrameworkCore;
using Registry.Data.Entities;

namespace Registry.Data.Sqlite;

/// <summary>The rows in a SQLite file, with that engine's migrations.</summary>
public sealed class SqliteRegistryDbContext(DbContextOptions<SqliteRegistryDbContext> options) : RegistryDbContext(options)
{
    public override string PlainOrder => "BINARY";

    // Quoted, a word is nothing but text: no operator, no column.
    public override IQueryable<PackageSearchEntry> FindEntries(IReadOnlyList<string> words, bool inNames)
    {
        var quoted = string.Join(" AND ", words.Select(word => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        var match = inNames ? $"\"Name\" : ({quoted})" : quoted;
        return PackageSearchEntries.FromSql(
            $"""SELECT * FROM "PackageSearchEntries" WHERE "PackageNameId" IN (SELECT rowid FROM "PackageSearch" WHERE "PackageSearch" MATCH {match})""");
    }

    // There is no round trip to save, and every value is bound to every statement of a command.
    private protected override int RowsAtOnce => 1;
}
