using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;

namespace Registry.Web.Packages;

/// <summary>Deletes and restores many versions of a project: one after the other, so that what fails keeps none of the others.</summary>
internal sealed class BulkRemoval(IDbContextFactory<RegistryDbContext> databases, PackageRemover remover, TimeProvider time)
{
    /// <summary>How many go at once.</summary>
    public const int Most = 1000;

    /// <summary>
    /// The versions that were chosen: those of the names or versions with these ids, or all that the filter finds, the newest first;
    /// at most <see cref="Most"/>, and how many there are.
    /// </summary>
    public async Task<(IReadOnlyList<ChosenPackage> Packages, int Total)> ChooseAsync(
        KnownProject project, PackageFilter filter, IReadOnlyCollection<long>? ids, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = FoundPackages.Of(database, new PackageScope.Project(project, MayDelete: true), filter, time.GetUtcNow());
        if (ids is not null)
        {
            found = filter.ByVersion ? found.Where(package => ids.Contains(package.Id)) : found.Where(package => ids.Contains(package.PackageNameId));
        }

        var total = await found.CountAsync(cancellationToken);
        return (await Chosen(found.OrderByDescending(package => package.Id).Take(Most)).ToListAsync(cancellationToken), total);
    }

    /// <summary>Puts each into the trash, and tells what came of it.</summary>
    public Task<IReadOnlyList<RemovedPackage>> DeleteAsync(KnownProject project, IReadOnlyCollection<long> ids, AuditSource by, PackageGuard guard, CancellationToken cancellationToken) =>
        EachAsync(project, ids, id => remover.DeleteAsync(new PackageChange(project.Id, id, by, guard), cancellationToken), cancellationToken);

    /// <summary>Takes each out of the trash, and tells what came of it.</summary>
    public Task<IReadOnlyList<RemovedPackage>> RestoreAsync(KnownProject project, IReadOnlyCollection<long> ids, AuditSource by, PackageGuard guard, CancellationToken cancellationToken) =>
        EachAsync(project, ids, id => remover.RestoreAsync(new PackageChange(project.Id, id, by, guard), cancellationToken), cancellationToken);

    private static IQueryable<ChosenPackage> Chosen(IQueryable<Package> packages) =>
        packages.Select(package => new ChosenPackage(package.Id, package.Type, package.Name, package.Version));

    private async Task<IReadOnlyList<RemovedPackage>> EachAsync(
        KnownProject project, IReadOnlyCollection<long> ids, Func<long, Task<RemovalResult>> change, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct().Take(Most).ToList();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var named = await Chosen(database.Packages.Where(package => package.ProjectId == project.Id && wanted.Contains(package.Id)))
            .ToDictionaryAsync(one => one.Id, cancellationToken);
        var results = new List<RemovedPackage>();
        foreach (var id in wanted.Where(named.ContainsKey))
        {
            results.Add(new RemovedPackage(named[id], await change(id)));
        }

        return results;
    }
}

/// <summary>A version that is to go, or to come back.</summary>
internal sealed record ChosenPackage(long Id, PackageType Type, string Name, string Version);

/// <summary>What came of it.</summary>
internal sealed record RemovedPackage(ChosenPackage Package, RemovalResult Result);
