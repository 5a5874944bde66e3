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
    /// <returns>What holds now.</returns>
    public async Task<PackageSettings> ApplyAsync(long projectId, PackageType type, Action<PackageSettings> change, string what, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken); // two may be the first to say something
        var settings = await database.PackageSettings.SingleOrDefaultAsync(s => s.ProjectId == projectId && s.Type == type, cancellationToken);
        if (settings is null)
        {
            settings = Usual(projectId, type);
            database.PackageSettings.Add(settings);
        }

        var before = Words(settings);
        change(settings);
        database.AuditEvents.Add(by.Event(time.GetUtcNow(), "package_settings.change", what, projectId, before: before, after: Words(settings)));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return settings;
    }

    /// <summary>What holds where nothing was said.</summary>
    public static PackageSettings Usual(long projectId, PackageType type) => new() { ProjectId = projectId, Type = type, AllowsDuplicates = DuplicateRule.Usual };

    private static string Words(PackageSettings settings)
    {
        var duplicates = settings.AllowsDuplicates ? "allowed" : "refused";
        var forwarding = settings.ForwardsRequests switch { true => "on", false => "off", null => "as the server does" };
        var size = settings.MaxFileSize is { } bytes ? $"{bytes} bytes" : "as the server does";
        return $"duplicates {duplicates}, forwarding {forwarding}, file size {size}";
    }
}
