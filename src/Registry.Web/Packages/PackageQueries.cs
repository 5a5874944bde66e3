using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>What pages show of packages. The caller has been let into the project already.</summary>
internal sealed class PackageQueries(IDbContextFactory<RegistryDbContext> databases, IEnumerable<IPackageFormat> formats)
{
    /// <summary>One version with its files, newest first, or null if the project has no such package to show.</summary>
    public async Task<PackageDetails?> FindAsync(long projectId, long packageId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var package = await database.Packages.AsNoTracking().SingleOrDefaultAsync(
            p => p.Id == packageId && p.ProjectId == projectId && PackageStatuses.Displayed.Contains(p.Status), cancellationToken);
        if (package is null)
        {
            return null;
        }

        var files = await database.PackageFiles.AsNoTracking()
            .Where(file => file.PackageId == packageId && file.Status == PackageFileStatus.Default)
            .OrderByDescending(file => file.Id)
            .ToListAsync(cancellationToken);
        var versions = await database.Packages.AsNoTracking()
            .Where(other => other.PackageNameId == package.PackageNameId && PackageStatuses.Displayed.Contains(other.Status))
            .Select(other => new PackageVersion(other.Id, other.Version, other.UpdatedAt))
            .ToListAsync(cancellationToken);
        var pipelines = await database.PackagePipelines.AsNoTracking()
            .Where(link => link.PackageId == packageId)
            .Join(database.Pipelines, link => link.PipelineId, pipeline => pipeline.Id, (_, pipeline) => pipeline)
            .OrderByDescending(pipeline => pipeline.Id)
            .Take(5)
            .ToListAsync(cancellationToken);
        var format = formats.Single(one => one.Type == package.Type);
        var newestFirst = NewestFirst(format, versions, version => version.Version).ToList();
        return new PackageDetails(package, format, files, newestFirst, pipelines);
    }

    // As clients choose: a pre-release comes behind every release, however new it is.
    private static IOrderedEnumerable<T> NewestFirst<T>(IPackageFormat format, IEnumerable<T> versions, Func<T, string> version) =>
        versions.OrderBy(one => format.IsPrerelease(version(one))).ThenByDescending(version, Comparer<string>.Create(format.CompareVersions));

    /// <summary>The packages of a project that can be restored, the last deleted first.</summary>
    public async Task<IReadOnlyList<Package>> ListDeletedAsync(long projectId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Packages.AsNoTracking()
            .Where(package => package.ProjectId == projectId && package.Status == PackageStatus.PendingDestruction && package.PurgedAt == null)
            .OrderByDescending(package => package.DeletedAt)
            .ToListAsync(cancellationToken);
    }

    /// <summary>A file of the project that may be downloaded, or null.</summary>
    public async Task<PackageFile?> FindFileAsync(long projectId, long fileId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.PackageFiles.AsNoTracking()
            .Where(file => file.Id == fileId && file.Status == PackageFileStatus.Default
                && database.Packages.Any(package => package.Id == file.PackageId && package.ProjectId == projectId && PackageStatuses.Installable.Contains(package.Status)))
            .SingleOrDefaultAsync(cancellationToken);
    }
}

/// <summary>A version with all that its page shows.</summary>
internal sealed record PackageDetails(
    Package Package, IPackageFormat Format, IReadOnlyList<PackageFile> Files, IReadOnlyList<PackageVersion> Versions, IReadOnlyList<Pipeline> Pipelines);

/// <summary>One of the versions of a name.</summary>
internal sealed record PackageVersion(long Id, string Version, DateTimeOffset PublishedAt);
