using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>Finds packages by words in their name, description and keywords, among those that the caller may read.</summary>
internal sealed class NpmSearch(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>A page of what is found, best first, and how much there is in all.</summary>
    /// <param name="caller">Who searches.</param>
    /// <param name="where">The project or group to search in; the whole instance without either.</param>
    /// <param name="query">What to look for.</param>
    /// <param name="from">How many to pass over.</param>
    /// <param name="size">How many to show.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<NpmSearchPage> FindAsync(Caller caller, NpmSearchPlace where, NpmSearchQuery query, int from, int size, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = Rows(database, await NpmLatest.FindAsync(database, VisibleProjects.To(caller, database, time.GetUtcNow()), where, cancellationToken));
        foreach (var word in query.Words)
        {
            rows = rows.Where(row => row.Name.ToLower().Contains(word) || (row.Description != null && row.Description.ToLower().Contains(word)) || row.Keywords.Contains(word));
        }

        foreach (var keyword in query.Keywords.Select(keyword => $"\n{keyword}\n"))
        {
            rows = rows.Where(row => row.Keywords.Contains(keyword));
        }

        foreach (var author in query.Authors)
        {
            rows = rows.Where(row => row.Publisher.ToLower() == author || (row.Author != null && row.Author.ToLower().Contains(author)));
        }

        if (query.Scope is { } scope)
        {
            var start = $"@{scope}/";
            rows = rows.Where(row => row.Name.ToLower().StartsWith(start));
        }

        var first = query.Words is [var best, ..] ? best : "";
        var total = await rows.CountAsync(cancellationToken);
        var page = await rows
            .OrderByDescending(row => row.Name.ToLower() == first)
            .ThenByDescending(row => row.Name.ToLower().Contains(first))
            .ThenBy(row => row.Name)
            .Skip(from)
            .Take(size)
            .ToListAsync(cancellationToken);
        var names = page.Select(row => row.NameId).ToList();
        var publishers = await database.Packages.AsNoTracking()
            .Where(package => names.Contains(package.PackageNameId) && PackageStatuses.Installable.Contains(package.Status))
            .Select(package => new { package.PackageNameId, package.Creator.Name })
            .Distinct()
            .ToListAsync(cancellationToken);
        var byName = publishers.ToLookup(one => one.PackageNameId, one => one.Name);
        return new NpmSearchPage([.. page.Select(row => new NpmSearchHit(
            row.PackageId, row.ProjectPath, row.Name, row.Version, row.Description, row.Keywords.Split('\n', StringSplitOptions.RemoveEmptyEntries), row.PublishedAt, row.Author, row.Publisher,
            [.. byName[row.NameId].Order(StringComparer.Ordinal)]))], total);
    }

    private static IQueryable<Row> Rows(RegistryDbContext database, IQueryable<Package> latest) =>
        from package in latest
        join metadata in database.NpmMetadata on package.Id equals metadata.PackageId
        join project in database.Projects on package.ProjectId equals project.Id
        where PackageStatuses.Displayed.Contains(package.Status)
        select new Row
        {
            NameId = package.PackageNameId,
            PackageId = package.Id,
            ProjectPath = project.FullPath,
            Name = package.Name,
            Version = package.Version,
            Description = package.Description,
            Keywords = metadata.Keywords,
            Author = metadata.Author,
            Publisher = package.Creator.Name,
            PublishedAt = package.CreatedAt,
        };

    private sealed class Row
    {
        public long NameId { get; init; }
        public long PackageId { get; init; }
        public required string ProjectPath { get; init; }
        public required string Name { get; init; }
        public required string Version { get; init; }
        public string? Description { get; init; }
        public required string Keywords { get; init; }
        public string? Author { get; init; }
        public required string Publisher { get; init; }
        public DateTimeOffset PublishedAt { get; init; }
    }
}

/// <summary>Where to search: a project, a group and all below it, or with neither the whole instance.</summary>
internal sealed record NpmSearchPlace(long? ProjectId, long? GroupId);

/// <summary>A part of what was found, and how much there is in all.</summary>
internal sealed record NpmSearchPage(IReadOnlyList<NpmSearchHit> Hits, int Total);

/// <summary>A package that was found, by its latest version.</summary>
internal sealed record NpmSearchHit(
    long PackageId, string ProjectPath, string Name, string Version, string? Description, IReadOnlyList<string> Keywords, DateTimeOffset PublishedAt, string? Author, string Publisher, IReadOnlyList<string> Maintainers);
