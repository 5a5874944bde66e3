using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>What a package's status means, as in GitLab.</summary>
internal static class PackageStatuses
{
    /// <summary>Clients can fetch these.</summary>
    public static readonly PackageStatus[] Installable = [PackageStatus.Default, PackageStatus.Hidden, PackageStatus.Deprecated];

    /// <summary>Lists and pages show these.</summary>
    public static readonly PackageStatus[] Displayed = [PackageStatus.Default, PackageStatus.Error, PackageStatus.Deprecated];
}
