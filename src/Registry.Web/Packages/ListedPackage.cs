using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>A package in a list.</summary>
internal sealed class ListedPackage
{
    public required Package Package { get; init; }

    /// <summary>The full path of its project.</summary>
    public required string ProjectPath { get; init; }
}

/// <summary>Packages with what belongs to them.</summary>
/// <param name="Deletable">The projects in which the caller may delete.</param>
internal sealed record ListedPackages(IReadOnlyList<ListedPackage> Rows, PackageRelations Relations, IReadOnlySet<long> Deletable);
