namespace Registry.Data;

/// <summary>Where rows and bytes are kept.</summary>
/// <param name="Engine">The kind of database.</param>
/// <param name="ConnectionString">How to reach it. For SQLite: <c>Data Source=…</c>.</param>
/// <param name="BlobDirectory">The folder of the blobs; it is made if absent.</param>
public sealed record DataSettings(DatabaseEngine Engine, string ConnectionString, string BlobDirectory);
