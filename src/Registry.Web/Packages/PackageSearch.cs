using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>Which packages of a list are asked for, and in which order.</summary>
/// <param name="Type">Null for all.</param>
/// <param name="Status">Null for those that lists show.</param>
/// <param name="NameParts">All of them occur in the name, in whatever case. In lower case here.</param>
/// <param name="Version">The whole version, or null for any.</param>
internal sealed record PackageSearch(
    PackageType? Type, PackageStatus? Status, IReadOnlyList<string> NameParts, string? Version, PackageOrder Order, bool IsDescending);

/// <summary>What lists of packages are ordered by.</summary>
internal enum PackageOrder
{
    CreatedAt,
    Name,

    /// <summary>As plain texts, as GitLab does: 10.0.0 comes before 9.0.0.</summary>
    Version,

    /// <summary>By GitLab's number of the type.</summary>
    Type,

    ProjectPath,
}
