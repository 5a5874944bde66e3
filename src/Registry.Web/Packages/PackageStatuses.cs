using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>What a package's status means, as in GitLab.</summary>
internal static class PackageStatuses
{
    /// <summary>Clients can fetch these.</summary>
    public static readonly PackageStatus[] Installable = [PackageStatus.Default, PackageStatus.Hidden, PackageStatus.Deprecated];

    /// <summary>Lists and pages show these.</summary>
    public static readonly PackageStatus[] Displayed = [PackageStatus.Default, PackageStatus.Error, PackageStatus.Deprecated];

    /// <summary>What is found by its id: hidden ones only by those who can show them again.</summary>
    public static PackageStatus[] Found(bool withHidden) => withHidden ? [.. Displayed, PackageStatus.Hidden] : Displayed;

    /// <summary>Pages of single packages show these, hidden ones only to some.</summary>
    public static PackageStatus[] Shown(bool withHidden) => [.. Found(withHidden), PackageStatus.Processing];
}
