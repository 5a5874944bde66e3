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
        var byName = ofNames.Select(package => new KeyedPackage { Id = package.Id, Key = package.PackageNameId });
        return await RowsAsync(database, byName, latest, head => (head.NameId, versions[head.NameId]), since, cancellationToken);
    }

    /// <summary>A row for each version.</summary>
    public async Task<IReadOnlyList<PackageRow>> OfVersionsAsync(
        RegistryDbContext database, IQueryable<Package> found, List<long> ids, DateOnly since, CancellationToken cancellationToken)
    {
        var those = found.Where(package => ids.Contains(package.Id));
        var heads = await Heads(those).ToDictionaryAsync(head => head.Id, cancellationToken);
        var bySelf = those.Select(package => new KeyedPackage { Id = package.Id, Key = package.Id });
        return await RowsAsync(database, bySelf, [.. ids.Where(heads.ContainsKey).Select(id => heads[id])], head => (head.Id, [head]), since, cancellationToken);
    }

    private static IQueryable<Head> Heads(IQueryable<Package> packages) =>
        packages.Select(package => new Head { Id = package.Id, NameId = package.PackageNameId, Type = package.Type, Version = package.Version });

    private Head Newest(IEnumerable<Head> versions) => Format(versions.First().Type).NewestFirst(versions, version => version.Version).First();

    private async Task<IReadOnlyList<PackageRow>> RowsAsync(
        RegistryDbContext database, IQueryable<KeyedPackage> all, IReadOnlyList<Head> heads, Func<Head, (long Key, IEnumerable<Head> Versions)> rowOf, DateOnly since,
        CancellationToken cancellationToken)
    {
        var ids = heads.Select(head => head.Id).ToList();
        var packages = await database.Packages.AsNoTracking().Where(package => ids.Contains(package.Id))
            .Join(database.Projects, package => package.ProjectId, project => project.Id, (package, project) => new { Package = package, project.FullPath })
            .ToDictionaryAsync(one => one.Package.Id, cancellationToken);
        var sizes = await SizesAsync(database, all, cancellationToken);
        var downloads = await DownloadDays.ReadAsync(database, all, since, cancellationToken);
        var builds = await BuildsAsync(database, ids, cancellationToken);
        var rules = await RulesAsync(database, [.. packages.Values.Select(one => one.Package.ProjectId).Distinct()], cancellationToken);
        var (labels, deprecated) = await ToldByFormatsAsync(heads, cancellationToken);
        var rows = new List<PackageRow>();
        foreach (var head in heads.Where(head => packages.ContainsKey(head.Id)))
        {
            var (package, path) = (packages[head.Id].Package, packages[head.Id].FullPath);
            var (key, ofRow) = rowOf(head);
            var versions = ofRow.Select(version => version.Id).ToHashSet();
            rows.Add(new PackageRow(
                package.Id, package.PackageNameId, path, Format(package.Type).Name, package.Name, package.Version, versions.Count, package.Status, package.StatusMessage,
                [.. labels[head.NameId].Where(label => versions.Contains(label.PackageId)).Select(label => label.Text).Distinct(StringComparer.Ordinal)],
                deprecated.Contains(package.Id) || package.Status == PackageStatus.Deprecated,
                rules[package.ProjectId].Any(rule => rule.Type == package.Type && rule.Names.IsMatch(package.Name)),
                package.CreatedAt, package.Creator.Name, builds.GetValueOrDefault(package.Id),
                sizes.GetValueOrDefault(key),
                downloads.GetValueOrDefault(key) ?? new long[DownloadDays.Shown]));
        }

        return rows;
    }

    private static Task<Dictionary<long, long>> SizesAsync(RegistryDbContext database, IQueryable<KeyedPackage> all, CancellationToken cancellationToken) =>
        all.Join(database.PackageFiles.Where(file => file.Status == PackageFileStatus.Default), package => package.Id, file => file.PackageId, (package, file) => new { package.Key, file.Size })
            .GroupBy(one => one.Key).Select(files => new { files.Key, Sum = files.Sum(one => one.Size) })
            .ToDictionaryAsync(one => one.Key, one => one.Sum, cancellationToken);

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
