using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>What belongs to packages, by their ids.</summary>
/// <param name="Tags">By name.</param>
/// <param name="Builds">The newest first.</param>
internal sealed record PackageRelations(ILookup<long, PackageTag> Tags, ILookup<long, PackageBuild> Builds)
{
    /// <summary>Reads it for all of the packages at once.</summary>
    public static async Task<PackageRelations> ReadAsync(RegistryDbContext database, IQueryable<long> packageIds, CancellationToken cancellationToken)
    {
        var tags = await database.PackageTags.AsNoTracking().Where(tag => packageIds.Contains(tag.PackageId)).ToListAsync(cancellationToken);
        var links = database.PackagePipelines.Where(link => packageIds.Contains(link.PackageId))
            .Select(link => new BuildLink { OwnerId = link.PackageId, PipelineId = link.PipelineId });
        var builds = await PackageBuild.Of(database, links).OrderByDescending(build => build.Pipeline.Id).ToListAsync(cancellationToken);
        return new PackageRelations(
            tags.OrderBy(tag => tag.Name, StringComparer.Ordinal).ToLookup(tag => tag.PackageId),
            builds.ToLookup(build => build.OwnerId));
    }
}
