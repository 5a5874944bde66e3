using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>What pages show of packages. The caller has been let into the project already.</summary>
internal sealed class PackageQueries(IDbContextFactory<RegistryDbContext> databases, IEnumerable<IPackageFormat> formats, IEnumerable<IPackagePage> pages)
{
    /// <summary>One version with its files, newest first, or null if the project has no such package to show.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="packageId">The version.</param>
    /// <param name="withHidden">Whether hidden versions are shown: to those who can show them to everybody again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PackageDetails?> FindAsync(long projectId, long packageId, bool withHidden, CancellationToken cancellationToken)
    {
        var statuses = PackageStatuses.Shown(withHidden);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var package = await database.Packages.AsNoTracking().SingleOrDefaultAsync(
            p => p.Id == packageId && p.ProjectId == projectId && statuses.Contains(p.Status), cancellationToken);
        if (package is null)
        {
            return null;
        }

        var files = await database.PackageFiles.AsNoTracking()
            .Where(file => file.PackageId == packageId && file.Status == PackageFileStatus.Default)
            .OrderByDescending(file => file.Id)
            .ToListAsync(cancellationToken);
        var versions = await database.Packages.AsNoTracking()
            .Where(other => other.PackageNameId == package.PackageNameId && statuses.Contains(other.Status))
            .Select(other => new PackageVersion(other.Id, other.Version))
            .ToListAsync(cancellationToken);
        var links = database.PackagePipelines.Where(link => link.PackageId == packageId)
            .Select(link => new BuildLink { OwnerId = link.PackageId, PipelineId = link.PipelineId });
        var builds = await PackageBuild.Of(database, links).OrderByDescending(build => build.Pipeline.Id).Take(5).ToListAsync(cancellationToken);
        var format = formats.Single(one => one.Type == package.Type);
        return new PackageDetails(package, format, pages.Single(one => one.Type == package.Type), files, [.. format.NewestFirst(versions, version => version.Version)], builds);
    }

    /// <summary>The version of a name that clients would choose, or null if the project has none to show.</summary>
    public async Task<long?> FindNewestAsync(long projectId, PackageType type, string name, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var versions = await database.Packages.AsNoTracking()
            .Where(package => package.ProjectId == projectId && package.Type == type && package.Name == name && PackageStatuses.Displayed.Contains(package.Status))
            .Select(package => new PackageVersion(package.Id, package.Version))
            .ToListAsync(cancellationToken);
        return formats.Single(one => one.Type == type).NewestFirst(versions, version => version.Version).FirstOrDefault()?.Id;
    }

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

/// <summary>A version with what every part of its page needs.</summary>
/// <param name="Files">The newest first.</param>
/// <param name="Versions">Of its name, as clients choose: pre-releases behind every release.</param>
/// <param name="Builds">The pipelines that published it last, the newest first.</param>
internal sealed record PackageDetails(
    Package Package,
    IPackageFormat Format,
    IPackagePage Page,
    IReadOnlyList<PackageFile> Files,
    IReadOnlyList<PackageVersion> Versions,
    IReadOnlyList<PackageBuild> Builds)
{
    /// <summary>The files that clients get, the newest first: of those with one name, from when a version was published again, the last.</summary>
    public IReadOnlyList<PackageFile> Served { get; } = [.. Files.DistinctBy(file => file.FileName)];

    /// <summary>What is installed: the name that was published first, the others came to it. Null where nothing is left.</summary>
    public PackageFile? Archive => Served.FirstOrDefault(file => file.FileName == Files[^1].FileName);

    /// <summary>A version that clients would rather choose, if there is one.</summary>
    public PackageVersion? Newer => Versions is [var newest, ..] && newest.Id != Package.Id && Format.CompareVersions(newest.Version, Package.Version) > 0 ? newest : null;

    /// <summary>The release before this version, or else the version before it; null for the first one.</summary>
    public PackageVersion? Before =>
        Format.NewestFirst(Versions.Where(version => Format.CompareVersions(version.Version, Package.Version) < 0), version => version.Version).FirstOrDefault();
}

/// <summary>One of the versions of a name.</summary>
internal sealed record PackageVersion(long Id, string Version);
