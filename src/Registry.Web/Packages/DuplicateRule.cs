using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>Whether a project lets a version be published again with other bytes. It does, unless it was told not to.</summary>
internal sealed class DuplicateRule(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>What holds for the packages of the type, as seen within a transaction.</summary>
    public static async Task<bool> AllowsAsync(RegistryDbContext database, long projectId, PackageType type, CancellationToken cancellationToken) =>
        await database.PackageSettings.Where(settings => settings.ProjectId == projectId && settings.Type == type)
            .Select(settings => (bool?)settings.AllowsDuplicates).SingleOrDefaultAsync(cancellationToken) ?? true;

    public async Task SetAsync(long projectId, PackageType type, bool allows, Actor actor, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        var settings = await database.PackageSettings.SingleOrDefaultAsync(s => s.ProjectId == projectId && s.Type == type, cancellationToken);
        if (settings is null)
        {
            settings = new PackageSettings { ProjectId = projectId, Type = type };
            database.PackageSettings.Add(settings);
        }

        settings.AllowsDuplicates = allows;
        database.AuditEvents.Add(new AuditEvent
        {
            At = time.GetUtcNow(),
            Action = "package_settings.change",
            Actor = actor,
            ProjectId = projectId,
            Target = $"{type} duplicates {(allows ? "allowed" : "refused")}",
        });
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }
}
