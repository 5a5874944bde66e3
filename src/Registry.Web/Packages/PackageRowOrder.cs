using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>The keys of a list's rows in the order that a page asks for: ids of names, or of versions. Equals follow their keys.</summary>
internal static class PackageRowOrder
{
    public static IQueryable<long> Names(RegistryDbContext database, IQueryable<Package> found, PackageSort sort, DateOnly since)
    {
        var plain = database.PlainOrder;
        switch (sort)
        {
            case PackageSort.Name:
                return found.Select(package => new { package.PackageNameId, package.Name }).Distinct()
                    .OrderBy(name => EF.Functions.Collate(name.Name, plain)).ThenBy(name => name.PackageNameId).Select(name => name.PackageNameId);
            case PackageSort.Size:
                return Sizes(database, found).GroupBy(one => one.NameId).Select(group => new { group.Key, Sum = group.Sum(one => one.Number) })
                    .OrderByDescending(one => one.Sum).ThenBy(one => one.Key).Select(one => one.Key);
            case PackageSort.Downloads:
                return Downloads(database, found, since).GroupBy(one => one.NameId).Select(group => new { group.Key, Sum = group.Sum(one => one.Number) })
                    .OrderByDescending(one => one.Sum).ThenBy(one => one.Key).Select(one => one.Key);
        }

        var names = found.GroupBy(package => package.PackageNameId).Select(versions => new { versions.Key, At = versions.Max(package => package.CreatedAt) });
        return (sort == PackageSort.Oldest ? names.OrderBy(name => name.At).ThenBy(name => name.Key) : names.OrderByDescending(name => name.At).ThenByDescending(name => name.Key))
            .Select(name => name.Key);
    }

    public static IQueryable<long> Versions(RegistryDbContext database, IQueryable<Package> found, PackageSort sort, DateOnly since)
    {
        var plain = database.PlainOrder;
        return sort switch
        {
            PackageSort.Name => found.OrderBy(package => EF.Functions.Collate(package.Name, plain)).ThenByDescending(package => package.CreatedAt)
                .ThenBy(package => package.Id).Select(package => package.Id),
            PackageSort.Version => found.OrderByDescending(package => EF.Functions.Collate(package.Version, plain)).ThenBy(package => package.Id).Select(package => package.Id),
            PackageSort.Size => Sizes(database, found).GroupBy(one => one.PackageId).Select(group => new { group.Key, Sum = group.Sum(one => one.Number) })
                .OrderByDescending(one => one.Sum).ThenBy(one => one.Key).Select(one => one.Key),
            PackageSort.Downloads => Downloads(database, found, since).GroupBy(one => one.PackageId).Select(group => new { group.Key, Sum = group.Sum(one => one.Number) })
                .OrderByDescending(one => one.Sum).ThenBy(one => one.Key).Select(one => one.Key),
            PackageSort.Oldest => found.OrderBy(package => package.CreatedAt).ThenBy(package => package.Id).Select(package => package.Id),
            _ => found.OrderByDescending(package => package.CreatedAt).ThenByDescending(package => package.Id).Select(package => package.Id),
        };
    }

    /// <summary>The bytes of each version's files; a version without one counts for nothing.</summary>
    private static IQueryable<Counted> Sizes(RegistryDbContext database, IQueryable<Package> found) =>
        from package in found
        join file in database.PackageFiles.Where(file => file.Status == PackageFileStatus.Default) on package.Id equals file.PackageId into files
        from file in files.DefaultIfEmpty()
        select new Counted { NameId = package.PackageNameId, PackageId = package.Id, Number = (long?)file.Size ?? 0 };

    private static IQueryable<Counted> Downloads(RegistryDbContext database, IQueryable<Package> found, DateOnly since) =>
        from package in found
        join day in database.PackageDownloadDays.Where(day => day.Day >= since) on package.Id equals day.PackageId into days
        from day in days.DefaultIfEmpty()
        select new Counted { NameId = package.PackageNameId, PackageId = package.Id, Number = (long?)day.Count ?? 0 };

    /// <summary>A number that belongs to a version.</summary>
    internal sealed class Counted
    {
        public long NameId { get; init; }

        public long PackageId { get; init; }

        public long Number { get; init; }
    }
}
