using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Pipelines;

/// <summary>What pipelines published, as far as it is still there. The caller has been let in already.</summary>
internal sealed class PipelineProducts(IDbContextFactory<RegistryDbContext> databases)
{
    private const int MostNamed = 3;

    /// <summary>The pipelines of a list, each with how many packages it published and some of them.</summary>
    public async Task<IReadOnlyList<PipelineLine>> DescribeAsync(IReadOnlyList<PipelineRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(row => row.Pipeline.Id).ToList();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var links = Links(database, ids);
        var counts = await links.GroupBy(link => link.PipelineId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var some = database.Pipelines.Where(pipeline => ids.Contains(pipeline.Id))
            .SelectMany(pipeline => links.Where(link => link.PipelineId == pipeline.Id).OrderByDescending(link => link.PackageId).Take(MostNamed));
        var named = counts.Count == 0 ? [] : await Products(database, some).ToListAsync(cancellationToken);
        var byPipeline = named.ToLookup(product => product.PipelineId);
        return [.. rows.Select(row => new PipelineLine(
            row.Pipeline, row.User.UserName!, counts.GetValueOrDefault(row.Pipeline.Id), [.. byPipeline[row.Pipeline.Id]]))];
    }

    /// <summary>The packages that the pipelines published, the last first.</summary>
    public async Task<Paged<PipelineProduct>> ListAsync(IReadOnlyList<long> pipelineIds, OffsetPage page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await page.ReadAsync(Products(database, Links(database, pipelineIds)), cancellationToken);
    }

    private static IQueryable<PackagePipeline> Links(RegistryDbContext database, IReadOnlyList<long> pipelineIds) =>
        database.PackagePipelines.AsNoTracking().Where(link => pipelineIds.Contains(link.PipelineId)
            && database.Packages.Any(package => package.Id == link.PackageId
                && (package.Status == PackageStatus.Default || package.Status == PackageStatus.Error || package.Status == PackageStatus.Deprecated)));

    private static IQueryable<PipelineProduct> Products(RegistryDbContext database, IQueryable<PackagePipeline> links) =>
        from link in links
        join package in database.Packages on link.PackageId equals package.Id
        orderby link.PipelineId descending, package.Id descending
        select new PipelineProduct(link.PipelineId, package.Id, package.Type, package.Name, package.Version, package.CreatedAt);
}

/// <summary>A pipeline in a list.</summary>
/// <param name="Packages">How many it published.</param>
/// <param name="Some">The last of them.</param>
public sealed record PipelineLine(Pipeline Pipeline, string UserName, int Packages, IReadOnlyList<PipelineProduct> Some);

/// <summary>A package that a pipeline published.</summary>
public sealed record PipelineProduct(long PipelineId, long PackageId, PackageType Type, string Name, string Version, DateTimeOffset PublishedAt);
