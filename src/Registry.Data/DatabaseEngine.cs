namespace Registry.Data;

/// <summary>Where the rows live.</summary>
public enum DatabaseEngine
{
    /// <summary>One file in the data directory: the default.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, for more load or more than one node.</summary>
    PostgreSql,
}
