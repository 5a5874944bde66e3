using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Packages;

/// <summary>Changes what a project says of its packages of a type, and writes down who did. What was never said stays as it usually is.</summary>
internal sealed class PackageSettingsChanges(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <param name="projectId">The project.</param>
    /// <param name="type">The type of packages.</param>
    /// <param name="change">Sets what changes.</param>
    /// <param name="what">The change in words, for the audit.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task ApplyAsync(long projectId, PackageType type, Action<PackageSettings> change, string what, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        var settings = await database.PackageSettings.SingleOrDefaultAsync(s => s.ProjectId == projectId && s.Type == type, cancellationToken);
        if (settings is null)
        {
            settings = new PackageSettings { ProjectId = projectId, Type = type, AllowsDuplicates = DuplicateRule.Usual };
            database.PackageSettings.Add(settings);
        }

        change(settings);
        database.AuditEvents.Add(by.Event(time.GetUtcNow(), "package_settings.change", what, projectId));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }
}
