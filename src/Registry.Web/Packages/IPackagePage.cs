using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Packages.Contents;

namespace Registry.Web.Packages;

/// <summary>A format's part in the page of a version: what it says of itself, and what is in it.</summary>
internal interface IPackagePage
{
    PackageType Type { get; }

    /// <summary>The file in which a version says what it is.</summary>
    string ManifestFile { get; }

    /// <summary>The file with the values that users set, or null if packages have none.</summary>
    string? ValuesFile { get; }

    /// <summary>Where those values can be tried out, or null.</summary>
    IValueWorkbench? Workbench { get; }

    /// <summary>Whether a single version can be marked as one that nobody should use any more.</summary>
    bool DeprecatesVersions { get; }

    /// <summary>How to install a version, and what it says of itself.</summary>
    /// <param name="project">Where it is.</param>
    /// <param name="package">The version.</param>
    /// <param name="label">The channel to install from; null, or one that does not hold it, for the usual one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<PackageDescription> DescribeAsync(ProjectAddress project, PackageDetails package, string? label, CancellationToken cancellationToken);

    /// <summary>The channels or tags of each version, by the package's id.</summary>
    Task<ILookup<long, string>> LabelsAsync(IReadOnlyCollection<long> packageIds, CancellationToken cancellationToken);

    /// <summary>The version's README, or null.</summary>
    Task<PackageText?> ReadReadmeAsync(PackageDetails package, CancellationToken cancellationToken);

    /// <summary>The files within the version.</summary>
    Task<PackageOpening> OpenAsync(PackageDetails package, CancellationToken cancellationToken);

    /// <summary>The values that users set, with their defaults; empty for a format without.</summary>
    ValueList ReadValues(PackageContents contents);

    /// <summary>Marks the version as deprecated for a reason, or takes that back where there is none; false if nothing changed.</summary>
    Task<bool> DeprecateAsync(Package package, string? reason, AuditSource by, PackageGuard guard, CancellationToken cancellationToken);
}
