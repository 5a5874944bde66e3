using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Packages;

/// <summary>What the tabs of a version's page show. The caller has been let into the project already; other projects are asked for within the queries.</summary>
internal sealed class PackagePageQueries(IDbContextFactory<RegistryDbContext> databases, IEnumerable<IPackagePage> pages, TimeProvider time)
{
    public const int VersionsPerPage = 50;

    private const int MostUsers = 100;

    /// <summary>Versions with what a table says of each, in the order of <paramref name="versions"/>.</summary>
    public async Task<IReadOnlyList<VersionRow>> VersionsAsync(PackageType type, IReadOnlyCollection<PackageVersion> versions, CancellationToken cancellationToken)
    {
        var ids = versions.Select(version => version.Id).ToList();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Packages.AsNoTracking().Where(package => ids.Contains(package.Id)).ToDictionaryAsync(package => package.Id, cancellationToken);
        var sizes = await database.PackageFiles.Where(file => ids.Contains(file.PackageId) && file.Status == PackageFileStatus.Default)
            .GroupBy(file => file.PackageId).Select(files => new { Id = files.Key, Size = files.Sum(file => file.Size) }).ToDictionaryAsync(one => one.Id, one => one.Size, cancellationToken);
        var links = database.PackagePipelines.Where(link => ids.Contains(link.PackageId)).Select(link => new BuildLink { OwnerId = link.PackageId, PipelineId = link.PipelineId });
        var builds = (await PackageBuild.Of(database, links).OrderByDescending(build => build.Pipeline.Id).ToListAsync(cancellationToken)).ToLookup(build => build.OwnerId);
        var labels = await pages.Single(page => page.Type == type).LabelsAsync(ids, cancellationToken);
        return [.. ids.Where(rows.ContainsKey).Select(id => new VersionRow(rows[id], [.. labels[id]], builds[id].FirstOrDefault(), sizes.GetValueOrDefault(id)))];
    }

    /// <summary>Where the names are held that the caller may read; of several projects the given one, else the first.</summary>
    public async Task<IReadOnlyDictionary<string, string>> HoldersAsync(Caller caller, PackageType type, long projectId, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var held = await (
            from name in database.PackageNames.AsNoTracking()
            join project in VisibleProjects.To(caller, database, time.GetUtcNow()) on name.ProjectId equals project.Id
            where name.Type == type && names.Contains(name.Name)
                && database.Packages.Any(package => package.PackageNameId == name.Id && PackageStatuses.Displayed.Contains(package.Status))
            select new { name.Id, name.Name, project.FullPath, IsHere = project.Id == projectId }).ToListAsync(cancellationToken);
        return held.GroupBy(one => one.Name, StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.OrderByDescending(holder => holder.IsHere).ThenBy(holder => holder.Id).First().FullPath, StringComparer.Ordinal);
    }

    /// <summary>How many packages need this one, as far as the caller may read them.</summary>
    public async Task<int> CountUsersAsync(Caller caller, Package package, string publicUrl, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Users(database, caller, package, publicUrl).CountAsync(cancellationToken);
    }

    /// <summary>Those packages: the first hundred.</summary>
    public async Task<IReadOnlyList<PackageUser>> UsersAsync(Caller caller, Package package, string publicUrl, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Users(database, caller, package, publicUrl).OrderBy(user => user.ProjectPath).ThenBy(user => user.Name).Take(MostUsers).ToListAsync(cancellationToken);
    }

    /// <summary>How often the version was downloaded on each of the last thirty days, today last.</summary>
    public async Task<IReadOnlyList<long>> DownloadsAsync(long packageId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var itself = database.Packages.Where(package => package.Id == packageId).Select(package => new KeyedPackage { Id = package.Id, Key = package.Id });
        return (await DownloadDays.ReadAsync(database, itself, DownloadDays.First(time.GetUtcNow()), cancellationToken)).GetValueOrDefault(packageId) ?? [];
    }

    // A package of that name from another registry is another package.
    private IQueryable<PackageUser> Users(RegistryDbContext database, Caller caller, Package package, string publicUrl) =>
        from need in database.PackageDependencies.AsNoTracking()
        join name in database.PackageNames on need.PackageNameId equals name.Id
        join project in VisibleProjects.To(caller, database, time.GetUtcNow()) on name.ProjectId equals project.Id
        where need.Name == package.Name && name.Type == package.Type && name.Id != package.PackageNameId
            && (need.Source == null || need.Source == "" || need.Source.StartsWith(publicUrl + "/"))
        select new PackageUser { Name = name.Name, ProjectPath = project.FullPath, Requirement = need.Requirement, Kind = need.Kind };
}

/// <summary>A version in the table of versions.</summary>
/// <param name="Labels">Channels or tags.</param>
/// <param name="Build">The pipeline that published it last.</param>
/// <param name="Size">Of all its files, in bytes.</param>
internal sealed record VersionRow(Package Package, IReadOnlyList<string> Labels, PackageBuild? Build, long Size);

/// <summary>A package whose newest version needs another one.</summary>
internal sealed class PackageUser
{
    public required string Name { get; init; }

    public required string ProjectPath { get; init; }

    public required string Requirement { get; init; }

    public required DependencyKind Kind { get; init; }
}
