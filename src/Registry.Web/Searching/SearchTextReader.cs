using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Searching;

/// <summary>Reads what names are found by, from the newest version that lists show and clients can install.</summary>
internal sealed partial class SearchTextReader(IDbContextFactory<RegistryDbContext> databases, IEnumerable<IPackageFormat> formats, ILogger<SearchTextReader> logger)
{
    private const int MostDescription = 2_000;
    private const int MostKeywords = 1_000;
    private const int MostReadme = 4_000;
    private const int MostNeeds = 500;

    /// <summary>By the id of the name; a name without such a version is not among them.</summary>
    public async Task<IReadOnlyDictionary<long, (PackageSearchEntry Entry, IReadOnlyList<PackageDependency> Needs)?>> ReadAsync(
        List<long> nameIds, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var versions = await database.Packages.AsNoTracking()
            .Where(package => nameIds.Contains(package.PackageNameId) && (package.Status == PackageStatus.Default || package.Status == PackageStatus.Deprecated))
            .Select(package => new { package.Id, package.PackageNameId, package.Type, package.Version }).ToListAsync(cancellationToken);
        var newest = versions.GroupBy(version => version.PackageNameId)
            .Select(ofName => Format(ofName.First().Type).NewestFirst(ofName, one => one.Version).First().Id).ToList();
        var packages = await database.Packages.AsNoTracking().Where(package => newest.Contains(package.Id)).ToListAsync(cancellationToken);
        var read = new Dictionary<long, (PackageSearchEntry Entry, IReadOnlyList<PackageDependency> Needs)?>();
        foreach (var package in packages)
        {
            read[package.PackageNameId] = Written(package, await TextAsync(package, cancellationToken));
        }

        return read;
    }

    private IPackageFormat Format(PackageType type) => formats.First(format => format.Type == type);

    // One that cannot be read is still found by its name, and keeps no other from being found.
    private async Task<SearchText> TextAsync(Package package, CancellationToken cancellationToken)
    {
        try
        {
            return await Format(package.Type).ReadSearchTextAsync(package, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogUnread(logger, package.Id, failure);
            return new SearchText([], "", []);
        }
    }

    private static (PackageSearchEntry, IReadOnlyList<PackageDependency>) Written(Package package, SearchText text) => (
        new PackageSearchEntry
        {
            PackageNameId = package.PackageNameId,
            PackageId = package.Id,
            Name = package.Name,
            Description = Plain(package.Description ?? "", MostDescription),
            Keywords = Plain(string.Join(' ', text.Keywords), MostKeywords),
            Readme = Plain(text.Readme, MostReadme),
        },
        [.. text.Needs.DistinctBy(need => (need.Kind, need.Name)).Take(MostNeeds).Select(need => new PackageDependency
        {
            PackageNameId = package.PackageNameId,
            Kind = need.Kind,
            Name = Plain(need.Name, MostDescription),
            Requirement = Plain(need.Requirement, MostDescription),
            Source = need.Source is null ? null : Plain(need.Source, MostDescription),
        })]);

    // PostgreSQL keeps no NUL, and half of a pair is no text.
    private static string Plain(string text, int most)
    {
        var clean = text.Replace("\0", "", StringComparison.Ordinal);
        clean = clean.Length > most ? clean[..(char.IsHighSurrogate(clean[most - 1]) ? most - 1 : most)] : clean;
        return clean.EnumerateRunes().Any(rune => rune.Value == 0xFFFD) ? string.Concat(clean.EnumerateRunes()) : clean;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The texts of package {PackageId} could not be read for the search")]
    private static partial void LogUnread(ILogger logger, long packageId, Exception failure);
}
