using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>What a project's trash holds, for its page.</summary>
internal sealed class TrashQueries(IDbContextFactory<RegistryDbContext> databases, IEnumerable<IPackageFormat> formats, IOptions<PackagesOptions> options)
{
    private const string Deletion = "package.delete";

    /// <summary>How long deleted packages can be restored.</summary>
    public int Days => options.Value.TrashDays;

    /// <summary>The last deleted first.</summary>
    public async Task<TrashPage> ListAsync(long projectId, int skip, int take, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var deleted = database.Packages.AsNoTracking()
            .Where(package => package.ProjectId == projectId && package.Status == PackageStatus.PendingDestruction && package.PurgedAt == null);
        var total = await deleted.CountAsync(cancellationToken);
        var packages = await deleted.OrderByDescending(package => package.DeletedAt).ThenByDescending(package => package.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var by = await DeletersAsync(database, projectId, packages, cancellationToken);
        return new TrashPage(
            [.. packages.Select(package => new TrashRow(
                package.Id, formats.First(format => format.Type == package.Type).Name, package.Name, package.Version, package.DeletedAt!.Value,
                by.GetValueOrDefault(Target(package)), package.DeletedAt.Value.AddDays(Days)))],
            total);
    }

    // As the audit calls it.
    private static string Target(Package package) => $"{package.Name} {package.Version}";

    private static async Task<IReadOnlyDictionary<string, string>> DeletersAsync(
        RegistryDbContext database, long projectId, List<Package> packages, CancellationToken cancellationToken)
    {
        var targets = packages.Select(Target).ToList();
        var events = await database.AuditEvents.AsNoTracking()
            .Where(one => one.ProjectId == projectId && one.Action == Deletion && targets.Contains(one.Target))
            .Select(one => new { one.Id, one.Target, one.Actor.Name }).ToListAsync(cancellationToken);
        return events.GroupBy(one => one.Target, StringComparer.Ordinal)
            .ToDictionary(ofTarget => ofTarget.Key, ofTarget => ofTarget.MaxBy(one => one.Id)!.Name, StringComparer.Ordinal);
    }
}

/// <summary>A version in the trash.</summary>
/// <param name="DeletedBy">Null if nothing tells.</param>
/// <param name="GoneAt">From when on it is swept away.</param>
internal sealed record TrashRow(long Id, string Format, string Name, string Version, DateTimeOffset DeletedAt, string? DeletedBy, DateTimeOffset GoneAt);

/// <summary>A part of the trash, and how long the whole is.</summary>
internal sealed record TrashPage(IReadOnlyList<TrashRow> Rows, int Total);
