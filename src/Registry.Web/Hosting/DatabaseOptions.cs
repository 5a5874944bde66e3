using Registry.Data;

namespace Registry.Web.Hosting;

/// <summary>The settings of section <c>Registry:Database</c>.</summary>
internal sealed class DatabaseOptions
{
    public const string Section = "Registry:Database";

    public DatabaseEngine Engine { get; set; }

    /// <summary>For PostgreSQL; SQLite lives in the data directory.</summary>
    public string? ConnectionString { get; set; }

    public IEnumerable<string> Faults()
    {
        if (Engine == DatabaseEngine.PostgreSql && string.IsNullOrWhiteSpace(ConnectionString))
        {
            yield return "Registry:Database:ConnectionString is missing: PostgreSQL needs one, such as Host=db;Username=registry;Password=…;Database=registry.";
        }

        if (Engine == DatabaseEngine.Sqlite && !string.IsNullOrWhiteSpace(ConnectionString))
        {
            yield return "Registry:Database:ConnectionString is set, but SQLite lives in the data directory: remove it, or set Registry:Database:Engine to PostgreSql.";
        }
    }
}
