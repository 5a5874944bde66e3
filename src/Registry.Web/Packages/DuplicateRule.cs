using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Packages;

/// <summary>Whether a project lets a version be published again with other bytes. It does, unless it was told not to.</summary>
internal sealed class DuplicateRule(PackageSettingsChanges changes)
{
    /// <summary>What holds where nothing was said.</summary>
    public const bool Usual = true;

    /// <summary>What holds for the packages of the type, as seen within a transaction.</summary>
    public static async Task<bool> AllowsAsync(RegistryDbContext database, long projectId, PackageType type, CancellationToken cancellationToken) =>
        await database.PackageSettings.Where(settings => settings.ProjectId == projectId && settings.Type == type)
            .Select(settings => (bool?)settings.AllowsDuplicates).SingleOrDefaultAsync(cancellationToken) ?? Usual;

    public Task SetAsync(long projectId, PackageType type, bool allows, AuditSource by, CancellationToken cancellationToken) => changes.ApplyAsync(
        projectId, type, settings => settings.AllowsDuplicates = allows, $"{type} duplicates {(allows ? "allowed" : "refused")}", by, cancellationToken);
}
