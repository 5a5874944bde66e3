using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Registry.Data.Entities;

namespace Registry.Data.PostgreSql;

/// <summary>The rows in PostgreSQL, with that engine's migrations.</summary>
public sealed class PostgreSqlRegistryDbContext(DbContextOptions<PostgreSqlRegistryDbContext> options) : RegistryDbContext(options)
{
    private const string Columns = """
        "PackageNameId", "PackageId", "Name", "Description", "Keywords", "Readme", "IndexedAt"
        """;

    // Written as the index on it is, or it is not used.
    private const string Texts = """
        lower("Name" || ' ' || "Description" || ' ' || "Keywords")
        """;

    public override string PlainOrder => "C";

    public override IQueryable<PackageSearchEntry> FindEntries(IReadOnlyList<string> words, bool inNames)
    {
        var parameters = words.SelectMany(word => new object[] { $"%{Literal(word.ToLowerInvariant())}%", word }).ToArray();
        var conditions = words.Select((_, at) => inNames
            ? $"({Texts} LIKE {{{2 * at}}} AND lower(\"Name\") LIKE {{{2 * at}}})"
            : !words[at].All(char.IsLetterOrDigit) ? $"({Texts} LIKE {{{2 * at}}})" // the parser would drop what is no letter
            : $"({Texts} LIKE {{{2 * at}}} OR \"Words\" @@ plainto_tsquery('simple', {{{(2 * at) + 1}}}))");
        var sql = $"SELECT {Columns} FROM \"PackageSearchEntries\" WHERE {string.Join(" AND ", conditions)}";
        return PackageSearchEntries.FromSql(FormattableStringFactory.Create(sql, parameters)); // the words are parameters, as ever
    }

    // What LIKE would take for any text.
    private static string Literal(string word) => word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
