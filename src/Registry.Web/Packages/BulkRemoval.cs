using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;

namespace Registry.Web.Packages;

/// <summary>Deletes and restores many versions of a project: one after the other, so that what fails keeps none of the others.</summary>
internal sealed class BulkRemoval(IDbContextFactory<RegistryDbContext> databases, PackageRemover remover, TimeProvider time)
{
    /// <summary>
    /// The versions that were chosen: those of the names or versions with these ids, or all that the filter finds, the newest first;
    /// at most <see cref="ChosenPackage.Most"/>, and how many there are.
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
        return (await ChosenPackage.Of(found.OrderByDescending(package => package.Id).Take(ChosenPackage.Most)).ToListAsync(cancellationToken), total);
    }

    /// <summary>Puts each into the trash, and tells what came of it.</summary>
    public Task<IReadOnlyList<RemovedPackage>> DeleteAsync(KnownProject project, IReadOnlyCollection<long> ids, AuditSource by, PackageGuard guard, CancellationToken cancellationToken) =>
        EachAsync(project, ids, id => remover.DeleteAsync(new PackageChange(project.Id, id, by, guard), cancellationToken), cancellationToken);

    /// <summary>Takes each out of the trash, and tells what came of it.</summary>
    public Task<IReadOnlyList<RemovedPackage>> RestoreAsync(KnownProject project, IReadOnlyCollection<long> ids, AuditSource by, PackageGuard guard, CancellationToken cancellationToken) =>
        EachAsync(project, ids, id => remover.RestoreAsync(new PackageChange(project.Id, id, by, guard), cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<RemovedPackage>> EachAsync(
        KnownProject project, IReadOnlyCollection<long> ids, Func<long, Task<RemovalResult>> change, CancellationToken cancellationToken)
    {
        var results = new List<RemovedPackage>();
        foreach (var one in await ChosenPackage.ReadAsync(databases, project, ids, cancellationToken))
        {
            results.Add(new RemovedPackage(one, await change(one.Id)));
        }

        return results;
    }
}

/// <summary>What came of it.</summary>
internal sealed record RemovedPackage(ChosenPackage Package, RemovalResult Result);
