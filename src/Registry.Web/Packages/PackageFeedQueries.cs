using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>What feeds and badges tell of a project. The caller has been let into it already.</summary>
internal sealed class PackageFeedQueries(IDbContextFactory<RegistryDbContext> databases, PackageRowReader reader, TimeProvider time)
{
    private const int Entries = 50;

    /// <summary>The newest versions that lists show and clients can install: of the whole project, or of one name.</summary>
    public async Task<IReadOnlyList<FeedEntry>> NewestAsync(long projectId, PackageType? type, string? name, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Shown(database, projectId, type, name).OrderByDescending(package => package.CreatedAt).ThenByDescending(package => package.Id).Take(Entries)
            .Select(package => new FeedEntry(package.Id, package.Name, package.Version, package.Description, package.Creator.Name, package.CreatedAt, package.UpdatedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Whether the project holds, or held, packages of the name.</summary>
    public async Task<bool> HoldsAsync(long projectId, PackageType type, string name, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.PackageNames.AnyAsync(held => held.ProjectId == projectId && held.Type == type && held.Name == name, cancellationToken);
    }

    /// <summary>The newest version, as clients choose it; null if there is none.</summary>
    public async Task<string?> LatestAsync(long projectId, PackageType type, string name, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var versions = await Shown(database, projectId, type, name).Select(package => package.Version).ToListAsync(cancellationToken);
        return reader.Format(type).NewestFirst(versions, version => version).FirstOrDefault();
    }

    /// <summary>Downloads of all versions in thirty days; null if there is no version.</summary>
    public async Task<long?> DownloadsAsync(long projectId, PackageType type, string name, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var shown = Shown(database, projectId, type, name).Select(package => package.Id);
        if (!await shown.AnyAsync(cancellationToken))
        {
            return null;
        }

        var since = DownloadDays.First(time.GetUtcNow());
        return await database.PackageDownloadDays.Where(day => shown.Contains(day.PackageId) && day.Day >= since).SumAsync(day => day.Count, cancellationToken);
    }

    private static IQueryable<Package> Shown(RegistryDbContext database, long projectId, PackageType? type, string? name) =>
        database.Packages.AsNoTracking().Where(package => package.ProjectId == projectId
            && (package.Status == PackageStatus.Default || package.Status == PackageStatus.Deprecated)
            && (type == null || package.Type == type) && (name == null || package.Name == name));
}

/// <summary>A version in a feed.</summary>
internal sealed record FeedEntry(
    long PackageId, string Name, string Version, string? Description, string Publisher, DateTimeOffset PublishedAt, DateTimeOffset UpdatedAt);
