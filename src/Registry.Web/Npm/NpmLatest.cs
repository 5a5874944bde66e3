using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>Each name that an address shows, by the version that its document there calls the latest.</summary>
internal static class NpmLatest
{
    /// <param name="database">The rows.</param>
    /// <param name="readable">The projects that the caller may read.</param>
    /// <param name="where">Which address.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IQueryable<Package>> FindAsync(RegistryDbContext database, IQueryable<Project> readable, NpmSearchPlace where, CancellationToken cancellationToken)
    {
        var names = where.ProjectId is { } projectId
            ? database.PackageNames.Where(held => held.Type == PackageType.Npm && held.ProjectId == projectId)
            : NpmHolders.Meant(database, where.GroupId);
        var tagged = database.Packages.AsNoTracking().Where(package => database.PackageTags.Any(tag =>
            tag.PackageId == package.Id && tag.PackageNameId == package.PackageNameId && tag.Name == DistTags.Latest
            && names.Any(held => held.Id == tag.PackageNameId && readable.Any(project => project.Id == held.ProjectId))));
        if (where.ProjectId is not null)
        {
            return tagged;
        }

        var merged = await MergedAsync(database, names, readable, cancellationToken);
        return database.Packages.AsNoTracking().Where(package => EF.Parameter(merged).Contains(package.Id)
            || (tagged.Any(one => one.Id == package.Id) && !names.Any(other => other.Name == package.Name && other.Id != package.PackageNameId)));
    }

    // Of names that several projects hold, whose versions are few enough to be looked at one by one.
    private static async Task<List<long>> MergedAsync(
        RegistryDbContext database, IQueryable<PackageName> names, IQueryable<Project> readable, CancellationToken cancellationToken)
    {
        var shared = await names.AsNoTracking()
            .Where(held => names.Any(other => other.Name == held.Name && other.Id != held.Id))
            .OrderBy(held => held.Id)
            .Select(held => new { held.Id, held.Name, IsReadable = readable.Any(project => project.Id == held.ProjectId) })
            .ToListAsync(cancellationToken);
        if (shared.Count == 0)
        {
            return [];
        }

        var ids = shared.ConvertAll(held => held.Id);
        var packages = (await database.Packages.AsNoTracking()
            .Where(package => EF.Parameter(ids).Contains(package.PackageNameId))
            .Select(package => new
            {
                package.PackageNameId,
                Published = new PublishedBy(package.Id, package.Version, package.ProjectId, package.Status == PackageStatus.PendingDestruction),
                IsServed = PackageStatuses.Installable.Contains(package.Status) && database.NpmMetadata.Any(metadata => metadata.PackageId == package.Id
                    && database.PackageFiles.Any(file => file.Id == metadata.PackageFileId && file.Status == PackageFileStatus.Default)),
            })
            .ToListAsync(cancellationToken)).ToLookup(package => package.PackageNameId);
        var tags = await database.PackageTags.AsNoTracking().Where(tag => tag.Name == DistTags.Latest && EF.Parameter(ids).Contains(tag.PackageNameId))
            .ToDictionaryAsync(tag => tag.PackageNameId, tag => tag.PackageId, cancellationToken);
        var latest = new List<long>();
        foreach (var name in shared.GroupBy(held => held.Name, StringComparer.Ordinal))
        {
            var owned = FirstPublishers.Of(name.SelectMany(held => packages[held.Id]).Select(package => package.Published));
            var mayBeSeen = name.Where(held => held.IsReadable).ToList();
            var seen = mayBeSeen.SelectMany(held => packages[held.Id])
                .Where(package => package.IsServed && owned[package.Published.Version] == package.Published.Id)
                .Select(package => package.Published).ToDictionary(package => package.Id, package => package.Version);
            if (seen.Count > 0)
            {
                latest.Add(mayBeSeen.Select(held => tags.GetValueOrDefault(held.Id)).FirstOrDefault(seen.ContainsKey) is > 0 and var id ? id : Highest(seen));
            }
        }

        return latest;
    }

    private static long Highest(Dictionary<long, string> seen)
    {
        var highest = DistTags.Highest(seen.Values.Select(NpmVersion.Stored).OfType<NpmVersion>()).Text;
        return seen.First(package => package.Value == highest).Key;
    }
}
