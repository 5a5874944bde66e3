using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Npm;

/// <summary>Tags as clients see them, and as versions come and go. Writers hold the write transaction.</summary>
internal static class DistTags
{
    public const string Latest = "latest";

    /// <summary>
    /// Each tag with its version, <c>latest</c> at the head and never missing: where nobody set it, it is the highest version,
    /// of the releases if there are any. Where projects differ, the first publisher of the name decides.
    /// </summary>
    public static async Task<IReadOnlyList<(string Tag, string Version)>> ReadAsync(
        RegistryDbContext database, List<PackageName> names, List<NpmVersionRow> versions, CancellationToken cancellationToken)
    {
        var ids = names.Select(held => held.Id).ToList();
        var rows = await database.PackageTags.AsNoTracking().Where(tag => ids.Contains(tag.PackageNameId)).OrderBy(tag => tag.PackageNameId).ToListAsync(cancellationToken);
        var byPackage = versions.ToDictionary(version => version.PackageId, version => version.Facts.Version);
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (byPackage.TryGetValue(row.PackageId, out var version))
            {
                tags.TryAdd(row.Name, version);
            }
        }

        if (!tags.Remove(Latest, out var latest))
        {
            latest = Highest(versions.Select(version => version.Version)).Text;
        }

        return [(Latest, latest), .. tags.Select(tag => (tag.Key, tag.Value))];
    }

    /// <summary>Points the tag to the version.</summary>
    public static async Task SetAsync(RegistryDbContext database, Package package, string tag, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await database.PackageTags.SingleOrDefaultAsync(one => one.PackageNameId == package.PackageNameId && one.Name == tag, cancellationToken);
        if (row is null)
        {
            database.PackageTags.Add(new PackageTag { PackageNameId = package.PackageNameId, Name = tag, PackageId = package.Id, UpdatedAt = now });
            return;
        }

        row.PackageId = package.Id;
        row.UpdatedAt = now;
    }

    /// <summary>After versions went: tags that pointed to one of them go, and <c>latest</c> moves to the highest that is left.</summary>
    public static async Task SettleAsync(RegistryDbContext database, long packageNameId, IReadOnlyCollection<Package> left, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tags = await database.PackageTags.Where(tag => tag.PackageNameId == packageNameId).ToListAsync(cancellationToken);
        var ids = left.Select(package => package.Id).ToHashSet();
        database.PackageTags.RemoveRange(tags.Where(tag => !ids.Contains(tag.PackageId) && (tag.Name != Latest || left.Count == 0)));
        var latest = tags.Find(tag => tag.Name == Latest);
        if (left.Count == 0 || (latest is not null && ids.Contains(latest.PackageId)))
        {
            return;
        }

        var highest = Highest(left.Select(package => NpmVersion.Stored(package.Version)).OfType<NpmVersion>()).Text;
        await SetAsync(database, left.First(package => package.Version == highest), Latest, now, cancellationToken);
    }

    /// <summary>Of the releases, if there are any.</summary>
    public static NpmVersion Highest(IEnumerable<NpmVersion> versions) =>
        versions.OrderBy(version => version.IsPrerelease).ThenByDescending(version => version, Comparer<NpmVersion>.Create(NpmVersion.Compare)).First();
}
