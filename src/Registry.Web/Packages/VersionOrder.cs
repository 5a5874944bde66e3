namespace Registry.Web.Packages;

/// <summary>The order in which clients choose among the versions of a name.</summary>
internal static class VersionOrder
{
    /// <summary>Newest first by the format's own order, and every pre-release behind every release, however new it is.</summary>
    public static IOrderedEnumerable<T> NewestFirst<T>(this IPackageFormat format, IEnumerable<T> versions, Func<T, string> version) =>
        versions.OrderBy(one => format.IsPrerelease(version(one))).ThenByDescending(version, Comparer<string>.Create(format.CompareVersions));
}
