using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Packages;

/// <summary>The files of packages for programs: those that were not deleted.</summary>
internal sealed class PackageFileQueries(IDbContextFactory<RegistryDbContext> databases)
{
    /// <summary>A page of a package's files, and the pipelines that published them.</summary>
    public async Task<(Paged<PackageFile> Page, IReadOnlyDictionary<long, PackageBuild> Builds)> ListAsync(
        long packageId, PackageFileOrder order, bool isDescending, OffsetPage page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var paged = await page.ReadAsync(Order(OfPackage(database, packageId), order, isDescending, database.PlainOrder), cancellationToken);
        var ids = paged.Rows.Select(file => file.Id).ToList();
        var links = database.PackageFiles.Where(file => ids.Contains(file.Id) && file.PipelineId != null)
            .Select(file => new BuildLink { OwnerId = file.Id, PipelineId = file.PipelineId!.Value });
        return (paged, await PackageBuild.Of(database, links).ToDictionaryAsync(build => build.OwnerId, cancellationToken));
    }

    /// <summary>One of a package's files, or null.</summary>
    public async Task<PackageFile?> FindAsync(long packageId, long fileId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await OfPackage(database, packageId).SingleOrDefaultAsync(file => file.Id == fileId, cancellationToken);
    }

    private static IQueryable<PackageFile> OfPackage(RegistryDbContext database, long packageId) =>
        database.PackageFiles.AsNoTracking().Where(file => file.PackageId == packageId && file.Status == PackageFileStatus.Default);

    private static IQueryable<PackageFile> Order(IQueryable<PackageFile> files, PackageFileOrder order, bool isDescending, string plain) => (order, isDescending) switch
    {
        (PackageFileOrder.FileName, false) => files.OrderBy(file => EF.Functions.Collate(file.FileName, plain)).ThenBy(file => file.Id),
        (PackageFileOrder.FileName, true) => files.OrderByDescending(file => EF.Functions.Collate(file.FileName, plain)).ThenByDescending(file => file.Id),
        (PackageFileOrder.CreatedAt, false) => files.OrderBy(file => file.CreatedAt).ThenBy(file => file.Id),
        (PackageFileOrder.CreatedAt, true) => files.OrderByDescending(file => file.CreatedAt).ThenByDescending(file => file.Id),
        (_, false) => files.OrderBy(file => file.Id),
        (_, true) => files.OrderByDescending(file => file.Id),
    };
}

/// <summary>What lists of files are ordered by.</summary>
internal enum PackageFileOrder
{
    Id,
    CreatedAt,
    FileName,
}
