using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Packages;

/// <summary>Reads what the rows of a list show, in the same few queries however many they are.</summary>
internal sealed class PackageRowReader(IEnumerable<IPackageFormat> formats)
{
    public IPackageFormat Format(PackageType type) => formats.First(format => format.Type == type);

    /// <summary>A row for each name, of its newest version among those that were found.</summary>
    public async Task<IReadOnlyList<PackageRow>> OfNamesAsync(
        RegistryDbContext database, IQueryable<Package> found, List<long> names, DateOnly since, CancellationToken cancellationToken)
    {
        var ofNames = found.Where(package => names.Contains(package.PackageNameId));
        var versions = (await Heads(ofNames).ToListAsync(cancellationToken)).ToLookup(version => version.NameId);
        var latest = names.Where(versions.Contains).Select(name => Newest(versions[name])).ToList();
        return await RowsAsync(database, ofNames, latest, head => versions[head.NameId], since, cancellationToken);
    }

    /// <summary>A row for each version.</summary>
    public async Task<IReadOnlyList<PackageRow>> OfVersionsAsync(
        RegistryDbContext database, IQueryable<Package> found, List<long> ids, DateOnly since, CancellationToken cancellationToken)
    {
        var those = found.Where(package => ids.Contains(package.Id));
        var heads = await Heads(those).ToDictionaryAsync(head => head.Id, cancellationToken);
        return await RowsAsync(database, those, [.. ids.Where(heads.ContainsKey).Select(id => heads[id])], head => [head], since, cancellationToken);
    }

    private static IQueryable<Head> Heads(IQueryable<Package> packages) =>
        packages.Select(package => new Head { Id = package.Id, NameId = package.PackageNameId, Type = package.Type, Version = package.Version });

    // As clients choose: a pre-release comes behind every release, however new it is.
    private Head Newest(IEnumerable<Head> versions)
    {
        var format = Format(versions.First().Type);
        return versions.OrderBy(one => format.IsPrerelease(one.Version))
            .ThenByDescending(one => one.Version, Comparer<string>.Create(format.CompareVersions)).First();
    }

    private async Task<IReadOnlyList<PackageRow>> RowsAsync(
        RegistryDbContext database, IQueryable<Package> all, IReadOnlyList<Head> heads, Func<Head, IEnumerable<Head>> versionsOf, DateOnly since, CancellationToken cancellationToken)
    {
        var ids = heads.Select(head => head.Id).ToList();
        var packages = await database.Packages.AsNoTracking().Where(package => ids.Contains(package.Id))
            .Join(database.Projects, package => package.ProjectId, project => project.Id, (package, project) => new { Package = package, project.FullPath })
            .ToDictionaryAsync(one => one.Package.Id, cancellationToken);
        var sizes = await PackageRowOrder.Sizes(database, all).GroupBy(one => one.PackageId)
            .Select(group => new { group.Key, Sum = group.Sum(one => one.Number) }).ToDictionaryAsync(one => one.Key, one => one.Sum, cancellationToken);
        var downloads = await DownloadDays.ReadAsync(database, all.Select(package => package.Id), since, cancellationToken);
        var builds = await BuildsAsync(database, ids, cancellationToken);
        var rules = await RulesAsync(database, [.. packages.Values.Select(one => one.Package.ProjectId).Distinct()], cancellationToken);
        var (labels, deprecated) = await ToldByFormatsAsync(heads, cancellationToken);
        var rows = new List<PackageRow>();
        foreach (var head in heads.Where(head => packages.ContainsKey(head.Id)))
        {
            var (package, path) = (packages[head.Id].Package, packages[head.Id].FullPath);
            var versions = versionsOf(head).Select(version => version.Id).ToHashSet();
            rows.Add(new PackageRow(
                package.Id, package.PackageNameId, path, Format(package.Type).Name, package.Name, package.Version, versions.Count, package.Status, package.StatusMessage,
                [.. labels[head.NameId].Where(label => versions.Contains(label.PackageId)).Select(label => label.Text).Distinct(StringComparer.Ordinal)],
                deprecated.Contains(package.Id) || package.Status == PackageStatus.Deprecated,
                rules[package.ProjectId].Any(rule => rule.Type == package.Type && rule.Names.IsMatch(package.Name)),
                package.CreatedAt, package.Creator.Name, builds.GetValueOrDefault(package.Id),
                versions.Sum(id => sizes.GetValueOrDefault(id)),
                DownloadDays.Sum(versions.Where(downloads.ContainsKey).Select(id => downloads[id]))));
        }

        return rows;
    }

    private static async Task<Dictionary<long, RowPipeline>> BuildsAsync(RegistryDbContext database, List<long> ids, CancellationToken cancellationToken)
    {
        var links = await database.PackagePipelines.Where(link => ids.Contains(link.PackageId))
            .Join(database.Pipelines, link => link.PipelineId, pipeline => pipeline.Id, (link, pipeline) => new { link.PackageId, pipeline.Id, pipeline.Iid, pipeline.Ref })
            .ToListAsync(cancellationToken);
        return links.GroupBy(link => link.PackageId, (package, ofPackage) => ofPackage.MaxBy(link => link.Id)!)
            .ToDictionary(last => last.PackageId, last => new RowPipeline(last.Id, last.Iid, last.Ref));
    }

    private static async Task<ILookup<long, KnownProtection>> RulesAsync(RegistryDbContext database, List<long> projects, CancellationToken cancellationToken) =>
        (await database.ProtectionRules.AsNoTracking().Where(rule => projects.Contains(rule.ProjectId)).ToListAsync(cancellationToken))
            .ToLookup(rule => rule.ProjectId, KnownProtection.Of);

    private async Task<(ILookup<long, PackageLabel> Labels, HashSet<long> Deprecated)> ToldByFormatsAsync(IReadOnlyList<Head> heads, CancellationToken cancellationToken)
    {
        var (labels, deprecated) = (new List<PackageLabel>(), new HashSet<long>());
        foreach (var ofType in heads.GroupBy(head => head.Type))
        {
            labels.AddRange(await Format(ofType.Key).LabelsAsync([.. ofType.Select(head => head.NameId).Distinct()], cancellationToken));
            deprecated.UnionWith(await Format(ofType.Key).DeprecatedAsync([.. ofType.Select(head => head.Id)], cancellationToken));
        }

        return (labels.ToLookup(label => label.PackageNameId), deprecated);
    }

    private sealed class Head
    {
        public long Id { get; init; }

        public long NameId { get; init; }

        public PackageType Type { get; init; }

        public string Version { get; init; } = "";
    }
}
