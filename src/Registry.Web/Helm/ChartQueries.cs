using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>Finds what a channel holds. The caller has been let into the project already.</summary>
internal sealed class ChartQueries(IDbContextFactory<RegistryDbContext> databases)
{
    /// <summary>The channel's row, or null if nothing was ever published to it.</summary>
    public async Task<HelmChannel?> FindChannelAsync(long projectId, Channel channel, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.HelmChannels.AsNoTracking().SingleOrDefaultAsync(c => c.ProjectId == projectId && c.Name == channel.Name, cancellationToken);
    }

    /// <summary>What the channel's index shows: of each version the newest file.</summary>
    public async Task<List<ChartIndexRow>> ListAsync(long projectId, Channel channel, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var packages = database.Packages.AsNoTracking().Where(package => package.ProjectId == projectId && package.Type == PackageType.Helm);
        return await ChartIndexRows.ReadAsync(database, packages, channel, _ => null, cancellationToken);
    }

    /// <summary>The newest file of that name, or for <c>&lt;name&gt;.tgz</c> that of the newest version.</summary>
    public async Task<PackageFile?> FindFileAsync(long projectId, Channel channel, string fileName, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var files = Files(database, projectId, channel.Name);
        foreach (var (name, version) in ChartFileName.Read(fileName))
        {
            var exact = await files.Where(file => file.Package.Name == name && file.Package.Version == version)
                .OrderByDescending(file => file.File.Id).Select(file => file.File).FirstOrDefaultAsync(cancellationToken);
            if (exact is not null)
            {
                return exact;
            }
        }

        var stem = fileName[..^ChartFileName.Extension.Length];
        var versions = await files.Where(file => file.Package.Name == stem)
            .Select(file => new { file.Package.Version, file.File }).ToListAsync(cancellationToken);
        return versions.Select(one => (Version: ChartVersion.Stored(one.Version)!, one.File)).Where(one => one.Version is not null)
            .OrderByDescending(one => one.Version, Comparer<ChartVersion>.Create(ChartVersion.Compare))
            .ThenByDescending(one => one.File.Id).Select(one => one.File).FirstOrDefault();
    }

    /// <summary>The channels that hold each of the names, in alphabetical order.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ListChannelsAsync(
        long projectId, IReadOnlyCollection<string> names, string? version, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var pairs = await Files(database, projectId, channel: null)
            .Where(file => names.Contains(file.Package.Name) && (version == null || file.Package.Version == version))
            .Select(file => new { file.Package.Name, file.Metadata.Channel })
            .Distinct()
            .ToListAsync(cancellationToken);
        return pairs.GroupBy(pair => pair.Name, StringComparer.Ordinal).ToDictionary(
            ofName => ofName.Key, IReadOnlyList<string> (ofName) => [.. ofName.Select(pair => pair.Channel).Order(StringComparer.Ordinal)], StringComparer.Ordinal);
    }

    /// <summary>The newest archive of a version, or null if it has none.</summary>
    public async Task<PackageFile?> FindFileAsync(long packageId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.PackageFiles.AsNoTracking()
            .Where(file => file.PackageId == packageId && file.Status == PackageFileStatus.Default && file.FileName.EndsWith(ChartFileName.Extension))
            .OrderByDescending(file => file.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The channels that hold versions of the names, in alphabetical order.</summary>
    public async Task<IReadOnlyList<PackageLabel>> ListLabelsAsync(IReadOnlyCollection<long> packageNameIds, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var pairs = await (
            from package in database.Packages
            join file in database.PackageFiles on package.Id equals file.PackageId
            join metadata in database.HelmFileMetadata on file.Id equals metadata.PackageFileId
            where packageNameIds.Contains(package.PackageNameId) && PackageStatuses.Installable.Contains(package.Status) && file.Status == PackageFileStatus.Default
            select new { package.PackageNameId, package.Id, metadata.Channel }).Distinct().ToListAsync(cancellationToken);
        return [.. pairs.OrderBy(pair => pair.Channel, StringComparer.Ordinal).Select(pair => new PackageLabel(pair.PackageNameId, pair.Id, pair.Channel))];
    }

    /// <summary>Those of the versions whose chart says that it is deprecated.</summary>
    public async Task<IReadOnlyCollection<long>> ListDeprecatedAsync(IReadOnlyCollection<long> packageIds, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var manifests = await database.PackageFiles
            .Where(file => packageIds.Contains(file.PackageId) && file.Status == PackageFileStatus.Default)
            .Join(database.HelmFileMetadata, file => file.Id, metadata => metadata.PackageFileId, (file, metadata) => new { file.PackageId, file.Id, metadata.Manifest })
            .Where(one => one.Manifest.Contains("deprecated"))
            .ToListAsync(cancellationToken);
        return [.. manifests.GroupBy(one => one.PackageId)
            .Where(files => JsonSerializer.Deserialize(files.MaxBy(one => one.Id)!.Manifest, ChartJson.Default.ChartManifest)?.Deprecated == true).Select(files => files.Key)];
    }

    /// <summary>What the newest file of a version says of the chart, as JSON, or null if it has none.</summary>
    public async Task<string?> FindManifestAsync(long packageId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.PackageFiles.AsNoTracking()
            .Where(file => file.PackageId == packageId && file.Status == PackageFileStatus.Default)
            .OrderByDescending(file => file.Id)
            .Join(database.HelmFileMetadata, file => file.Id, metadata => metadata.PackageFileId, (_, metadata) => metadata.Manifest)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<ChartFile> Files(RegistryDbContext database, long projectId, string? channel) =>
        from package in database.Packages.AsNoTracking()
        join file in database.PackageFiles on package.Id equals file.PackageId
        join metadata in database.HelmFileMetadata on file.Id equals metadata.PackageFileId
        where package.ProjectId == projectId && package.Type == PackageType.Helm && PackageStatuses.Installable.Contains(package.Status)
            && file.Status == PackageFileStatus.Default
            && metadata.ProjectId == projectId && (channel == null || metadata.Channel == channel)
        select new ChartFile { Package = package, File = file, Metadata = metadata };

    private sealed record ChartFile
    {
        public required Package Package { get; init; }

        public required PackageFile File { get; init; }

        public required HelmFileMetadata Metadata { get; init; }
    }
}
