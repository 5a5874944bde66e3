using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>Lists of packages for pages: by name or by version, filtered and ordered, a page at a time.</summary>
internal sealed class PackageRowQueries(IDbContextFactory<RegistryDbContext> databases, PackageRowReader reader, TimeProvider time)
{
    // Versions are ordered as their formats do, which no database can; beyond so many, as plain texts.
    private const int MostOrdered = 10_000;
    private const int MostBuilds = 200;

    public async Task<PackageRowPage> ListAsync(PackageScope scope, PackageFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = FoundPackages.Of(database, scope, filter, now);
        var total = await (filter.ByVersion ? found.Select(package => package.Id) : found.Select(package => package.PackageNameId).Distinct()).CountAsync(cancellationToken);
        if (total <= skip)
        {
            return new PackageRowPage([], total);
        }

        var since = DownloadDays.First(now);
        if (!filter.ByVersion)
        {
            var names = await PackageRowOrder.Names(database, found, filter.Sort, since).Skip(skip).Take(take).ToListAsync(cancellationToken);
            return new PackageRowPage(await reader.OfNamesAsync(database, found, names, since, cancellationToken), total);
        }

        var ids = filter.Sort == PackageSort.Version && total <= MostOrdered
            ? await ByVersionAsync(found, skip, take, cancellationToken)
            : await PackageRowOrder.Versions(database, found, filter.Sort, since).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return new PackageRowPage(await reader.OfVersionsAsync(database, found, ids, since, cancellationToken), total);
    }

    /// <summary>The refs that lately published to the project, to choose from.</summary>
    public async Task<IReadOnlyList<string>> BranchesAsync(long projectId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var refs = await database.Pipelines.Where(pipeline => pipeline.ProjectId == projectId).OrderByDescending(pipeline => pipeline.Id)
            .Select(pipeline => pipeline.Ref).Take(MostBuilds).ToListAsync(cancellationToken);
        return [.. refs.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>How many packages of the project could not be read, or are damaged.</summary>
    public async Task<int> CountErrorsAsync(long projectId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Packages.CountAsync(package => package.ProjectId == projectId && package.Status == PackageStatus.Error, cancellationToken);
    }

    /// <summary>Whether the project has a package that the caller may see.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="withHidden">Whether those that are hidden count: for who can show them again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> HasAnyAsync(long projectId, bool withHidden, CancellationToken cancellationToken)
    {
        var statuses = PackageStatuses.Shown(withHidden);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Packages.AnyAsync(package => package.ProjectId == projectId && statuses.Contains(package.Status), cancellationToken);
    }

    private async Task<List<long>> ByVersionAsync(IQueryable<Package> found, int skip, int take, CancellationToken cancellationToken)
    {
        var all = await found.Select(package => new { package.Id, package.Type, package.Version }).ToListAsync(cancellationToken);
        return [.. all.OrderBy(one => one.Type)
            .ThenByDescending(one => (one.Type, one.Version), Comparer<(PackageType Type, string Version)>.Create((left, right) => reader.Format(left.Type).CompareVersions(left.Version, right.Version)))
            .ThenBy(one => one.Id).Select(one => one.Id).Skip(skip).Take(take)];
    }
}
