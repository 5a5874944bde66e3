using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Packages;

/// <summary>Single packages for programs. The caller has been let into the project already.</summary>
internal sealed class PackageApiQueries(IDbContextFactory<RegistryDbContext> databases)
{
    /// <summary>A package that lists show, be it damaged, or null if the project has none such.</summary>
    public Task<Package?> FindAsync(long projectId, long packageId, CancellationToken cancellationToken) =>
        FindAsync(projectId, packageId, PackageStatuses.Displayed, cancellationToken);

    /// <summary>A package that has one of the statuses, or null if the project has none such.</summary>
    public async Task<Package?> FindAsync(long projectId, long packageId, IReadOnlyCollection<PackageStatus> statuses, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Packages.AsNoTracking().SingleOrDefaultAsync(
            package => package.Id == packageId && package.ProjectId == projectId && statuses.Contains(package.Status), cancellationToken);
    }

    /// <summary>The package with the other versions of its name that lists show, by their plain texts.</summary>
    public async Task<PackageFamily> FamilyAsync(Package package, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var family = database.Packages.AsNoTracking().Where(one =>
            one.PackageNameId == package.PackageNameId && (one.Id == package.Id || PackageStatuses.Displayed.Contains(one.Status)));
        var others = await family.Where(one => one.Id != package.Id).ToListAsync(cancellationToken);
        var relations = await PackageRelations.ReadAsync(database, family.Select(one => one.Id), cancellationToken);
        return new PackageFamily(package, [.. others.OrderBy(other => other.Version, StringComparer.Ordinal)], relations);
    }

    /// <summary>The pipelines that published the package, the newest first.</summary>
    public async Task<KeysetRows<PackageBuild>> PipelinesAsync(long packageId, KeysetPage page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var links = database.PackagePipelines.Where(link => link.PackageId == packageId).Select(link => new BuildLink { OwnerId = link.PackageId, PipelineId = link.PipelineId });
        return await page.ReadAsync(PackageBuild.Of(database, links), build => build.Pipeline.Id, descending: true, cancellationToken);
    }
}

/// <summary>A package, the other versions of its name, and what belongs to all of them.</summary>
internal sealed record PackageFamily(Package Package, IReadOnlyList<Package> Others, PackageRelations Relations);
