using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>The formats that packages can have here, in GitLab's words.</summary>
internal static class PackageTypeNames
{
    public static IReadOnlyList<(string Word, PackageType Type)> All { get; } =
        [.. Enum.GetValues<PackageType>().Select(type => (type.ToString().ToLowerInvariant(), type))];

    public static string Of(PackageType type) => All.First(one => one.Type == type).Word;
}
