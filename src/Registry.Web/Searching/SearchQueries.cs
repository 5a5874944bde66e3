using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Packages;

namespace Registry.Web.Searching;

/// <summary>Searches the whole instance. What the caller may not see is not found, not counted and takes nobody's place.</summary>
internal sealed class SearchQueries(IDbContextFactory<RegistryDbContext> databases, IEnumerable<IPackageFormat> formats, TimeProvider time)
{
    private const string Last = "\uffff";

    public async Task<SearchResults> FindPackagesAsync(Caller caller, SearchRequest request, int skip, int take, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = Matching(database, caller, request.Words, request.Words.Indexed.Count == 0, inNames: false);
        found = request.Type is { } type ? found.Where(one => one.Package.Type == type) : found;
        found = request.Visibility is { } visibility ? found.Where(one => one.Project.Visibility == visibility) : found;
        var total = await found.CountAsync(cancellationToken);
        var hits = await HitsAsync(Ordered(database, found, request).Skip(skip).Take(take), cancellationToken);
        return new SearchResults(hits, total);
    }

    /// <summary>Projects whose path or name hold the words.</summary>
    public async Task<FoundPlaces> FindProjectsAsync(Caller caller, SearchWords words, Visibility? visibility, int skip, int take, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var projects = VisibleProjects.To(caller, database, time.GetUtcNow(), AccessLevel.Guest).Where(project => visibility == null || project.Visibility == visibility);
        projects = words.All.Aggregate(projects, (found, word) => found.Where(project =>
            project.FullPath.ToLower().Contains(word) || project.Name.ToLower().Contains(word) || project.Description!.ToLower().Contains(word)));
        var total = await projects.CountAsync(cancellationToken);
        var page = await projects.OrderBy(project => project.FullPath.Length).ThenBy(project => project.FullPath).Skip(skip).Take(take)
            .Select(project => new FoundPlace(project.FullPath, project.Description, project.Visibility)).ToListAsync(cancellationToken);
        return new FoundPlaces(page, total);
    }

    /// <summary>Groups whose path or name hold the words.</summary>
    public async Task<FoundPlaces> FindGroupsAsync(Caller caller, SearchWords words, Visibility? visibility, int skip, int take, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var groups = VisibleGroups.To(caller, database, time.GetUtcNow()).Where(group => visibility == null || group.Visibility == visibility);
        groups = words.All.Aggregate(groups, (found, word) => found.Where(group =>
            group.FullPath.ToLower().Contains(word) || group.Name.ToLower().Contains(word) || group.Description!.ToLower().Contains(word)));
        var total = await groups.CountAsync(cancellationToken);
        var page = await groups.OrderBy(group => group.FullPath.Length).ThenBy(group => group.FullPath).Skip(skip).Take(take)
            .Select(group => new FoundPlace(group.FullPath, group.Description, group.Visibility)).ToListAsync(cancellationToken);
        return new FoundPlaces(page, total);
    }

    /// <summary>A few packages while somebody types: names that begin so first, then names that hold it. No order beyond that, for it must be quick.</summary>
    public async Task<IReadOnlyList<SearchHit>> SuggestAsync(Caller caller, SearchWords words, int most, CancellationToken cancellationToken)
    {
        if (words.All.Count == 0)
        {
            return [];
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var hits = new List<SearchHit>(await HitsAsync(Matching(database, caller, words, byPrefix: true, inNames: true).Take(most), cancellationToken));
        if (hits.Count < most && words.Indexed.Count > 0)
        {
            var holding = await HitsAsync(Matching(database, caller, words, byPrefix: false, inNames: true).Take(2 * most), cancellationToken);
            hits.AddRange(holding.OrderBy(hit => hit.Name.Length).Where(hit => hits.TrueForAll(known => known.PackageId != hit.PackageId)).Take(most - hits.Count).ToList());
        }

        return hits;
    }

    private IQueryable<Found> Matching(RegistryDbContext database, Caller caller, SearchWords words, bool byPrefix, bool inNames)
    {
        var visible = VisibleProjects.To(caller, database, time.GetUtcNow());
        var entries = byPrefix ? ByPrefix(database, words) : Entries(database, words, inNames);

        // The row says how it stands now; the index may be seconds behind.
        return
            from entry in entries
            join package in database.Packages on entry.PackageId equals package.Id
            join project in visible on package.ProjectId equals project.Id
            where package.Status == PackageStatus.Default || package.Status == PackageStatus.Deprecated
            select new Found { Entry = entry, Package = package, Project = project };
    }

    private static IQueryable<PackageSearchEntry> Entries(RegistryDbContext database, SearchWords words, bool inNames) =>
        words.TooShort.Aggregate(database.FindEntries(words.Indexed, inNames).AsNoTracking(), (found, word) => found.Where(entry => entry.Name.ToLower().Contains(word)));

    // Along the index of names; without any word, all of them.
    private static IQueryable<PackageSearchEntry> ByPrefix(RegistryDbContext database, SearchWords words)
    {
        var entries = database.PackageSearchEntries.AsNoTracking();
        if (words.All.Count == 0)
        {
            return entries;
        }

        var (first, last, plain) = (words.All[0], words.All[0] + Last, database.PlainOrder);
        var types = Enum.GetValues<PackageType>();
        var names = database.PackageNames.Where(name => types.Contains(name.Type)
            && string.Compare(EF.Functions.Collate(name.Name, plain), first) >= 0 && string.Compare(EF.Functions.Collate(name.Name, plain), last) < 0);
        var found = names.Join(entries, name => name.Id, entry => entry.PackageNameId, (_, entry) => entry);
        return words.All.Skip(1).Aggregate(found, (rest, word) => rest.Where(entry => entry.Name.ToLower().Contains(word)));
    }

    private IQueryable<Found> Ordered(RegistryDbContext database, IQueryable<Found> found, SearchRequest request)
    {
        var (text, plain) = (request.Words.Text.ToLowerInvariant(), database.PlainOrder);
        return request.Sort switch
        {
            SearchSort.Newest => found.OrderByDescending(one => one.Package.Id),
            SearchSort.Name => found.OrderBy(one => EF.Functions.Collate(one.Entry.Name, plain)).ThenBy(one => one.Package.Id),
            SearchSort.Downloads => ByDownloads(database, found),
            _ when text.Length == 0 => found.OrderByDescending(one => one.Package.Id),
            _ => found
                .OrderBy(one => one.Entry.Name.ToLower() == text ? 0 : one.Entry.Name.ToLower().StartsWith(text) ? 1 : one.Entry.Name.ToLower().Contains(text) ? 2 : 3)
                .ThenBy(one => one.Entry.Name.Length).ThenBy(one => EF.Functions.Collate(one.Entry.Name, plain)).ThenBy(one => one.Package.Id),
        };
    }

    // As lists show them. Added up once for all names: there are fewer days with downloads than hits times versions.
    private IQueryable<Found> ByDownloads(RegistryDbContext database, IQueryable<Found> found)
    {
        var since = DownloadDays.First(time.GetUtcNow());
        var downloads = database.PackageDownloadDays.Where(day => day.Day >= since)
            .Join(database.Packages, day => day.PackageId, package => package.Id, (day, package) => new { package.PackageNameId, day.Count })
            .GroupBy(day => day.PackageNameId).Select(days => new { days.Key, Sum = days.Sum(day => day.Count) });
        return
            from one in found
            join ofName in downloads on one.Entry.PackageNameId equals ofName.Key into known
            from ofName in known.DefaultIfEmpty()
            orderby (long?)ofName.Sum ?? 0 descending, one.Package.Id
            select one;
    }

    private async Task<IReadOnlyList<SearchHit>> HitsAsync(IQueryable<Found> found, CancellationToken cancellationToken)
    {
        var rows = await found.Select(one => new
        {
            one.Package.Id,
            one.Package.Type,
            one.Package.Version,
            one.Package.CreatedAt,
            one.Project.FullPath,
            one.Project.Visibility,
            one.Entry.Name,
            one.Entry.Description,
            one.Entry.Keywords,
        }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new SearchHit(
            row.Id, row.FullPath, row.Visibility, formats.First(format => format.Type == row.Type).Name, row.Name, row.Version, row.Description, row.Keywords, row.CreatedAt))];
    }

    private sealed class Found
    {
        public required PackageSearchEntry Entry { get; init; }

        public required Package Package { get; init; }

        public required Project Project { get; init; }
    }
}
