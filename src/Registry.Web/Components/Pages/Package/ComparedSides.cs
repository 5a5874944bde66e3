using Registry.Web.Components.Shared;
using Registry.Web.Packages;
using Registry.Web.Packages.Contents;

namespace Registry.Web.Components.Pages;

/// <summary>Two versions of a package, opened.</summary>
/// <param name="Page">Their format's part in the page.</param>
/// <param name="Left">The one compared from.</param>
/// <param name="Right">The one compared to.</param>
/// <param name="Look">How they are compared.</param>
internal sealed record ComparedSides(IPackagePage Page, PackageContents Left, PackageContents Right, DiffLook Look);
