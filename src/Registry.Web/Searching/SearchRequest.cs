using Registry.Data.Entities;

namespace Registry.Web.Searching;

/// <summary>Which packages are searched for, and in which order they come.</summary>
public sealed record SearchRequest(SearchWords Words, PackageType? Type, Visibility? Visibility, SearchSort Sort);

/// <summary>What found packages are ordered by.</summary>
public enum SearchSort
{
    /// <summary>The name itself first, then names that begin with it or hold it.</summary>
    Relevance,
    Newest,
    Downloads,
    Name,
}

/// <summary>A package that was found: its newest version.</summary>
public sealed record SearchHit(
    long PackageId, string ProjectPath, Visibility Visibility, string Format, string Name, string Version, string Description, string Keywords, DateTimeOffset PublishedAt);

/// <summary>A part of what was found, and how much there is of each kind.</summary>
public sealed record SearchResults(IReadOnlyList<SearchHit> Hits, int Total);

/// <summary>A project or group that was found.</summary>
public sealed record FoundPlace(string FullPath, string? Description, Visibility Visibility);

/// <summary>A part of the projects or groups that were found.</summary>
public sealed record FoundPlaces(IReadOnlyList<FoundPlace> Places, int Total);
