using Registry.Data.Entities;

namespace Registry.Data;

/// <summary>A name that a project holds, and whether the version that was asked for is there and not deleted.</summary>
public sealed record HeldVersion(long NameId, bool HasVersion)
{
    /// <summary>Null where the project never held the name. Plain SQL over an open connection: every upload comes by here.</summary>
    public static async Task<HeldVersion?> FindAsync(
        RegistryDbContext database, long projectId, PackageType type, string name, string version, CancellationToken cancellationToken)
    {
        await using var command = PlainSql.Command(
            database,
            """
            SELECT n."Id", p."Id" IS NOT NULL FROM "PackageNames" n
            LEFT JOIN "Packages" p ON p."ProjectId" = n."ProjectId" AND p."Type" = n."Type" AND p."Name" = n."Name" AND p."Version" = @version AND p."Status" <> @deleted
            WHERE n."ProjectId" = @project AND n."Type" = @type AND n."Name" = @name
            """,
            ("version", version),
            ("deleted", (int)PackageStatus.PendingDestruction),
            ("project", projectId),
            ("type", (int)type),
            ("name", name));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new HeldVersion(reader.GetInt64(0), reader.GetBoolean(1)) : null;
    }
}
