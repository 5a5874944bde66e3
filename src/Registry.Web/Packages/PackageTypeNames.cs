using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>The formats that packages can have here, in GitLab's words.</summary>
internal static class PackageTypeNames
{
    public static IReadOnlyList<(string Word, PackageType Type)> All { get; } =
        [.. Enum.GetValues<PackageType>().Select(type => (type.ToString().ToLowerInvariant(), type))];

    /// <summary>Every format that GitLab knows, with its number there: lists can be asked for any, and most are empty here.</summary>
    public static IReadOnlyList<(string Word, PackageType Type)> OfGitLab { get; } =
    [
        .. ((string[])["maven", "npm", "conan", "nuget", "pypi", "composer", "generic", "golang", "debian", "rubygems", "helm", "terraform_module", "rpm", "ml_model", "cargo"])
            .Select((word, index) => (word, (PackageType)(index + 1))),
    ];

    public static string Of(PackageType type) => All.First(one => one.Type == type).Word;
}
