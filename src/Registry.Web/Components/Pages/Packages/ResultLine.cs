using Registry.Web.Packages;

namespace Registry.Web.Components.Pages.Packages;

/// <summary>What came of changing one of many versions, in words.</summary>
public sealed record ResultLine(string Name, string Version, bool IsDone, string Words)
{
    internal static IReadOnlyList<ResultLine> Of(IReadOnlyList<RemovedPackage> results, bool areRestored) =>
        [.. results.Select(one => new ResultLine(one.Package.Name, one.Package.Version, one.Result is RemovalResult.Done, Describe(one.Result, areRestored)))];

    internal static IReadOnlyList<ResultLine> Of(IReadOnlyList<DeprecatedPackage> results, bool isUndone) =>
        [.. results.Select(one => new ResultLine(one.Package.Name, one.Package.Version, one.Result is DeprecationResult.Done, Describe(one.Result, isUndone)))];

    private static string Describe(RemovalResult result, bool isRestored) => result switch
    {
        RemovalResult.Done => isRestored ? "restored" : "deleted",
        RemovalResult.Guarded => "protected: your role does not reach",
        RemovalResult.ExistsAgain => "published again since: delete that one first",
        _ => isRestored ? "not in the trash" : "not there any more",
    };

    private static string Describe(DeprecationResult result, bool isUndone) => result switch
    {
        DeprecationResult.Done { WasDeprecated: true } when !isUndone => "given the new reason",
        DeprecationResult.Done => isUndone ? "no longer deprecated" : "deprecated",
        DeprecationResult.Unchanged => isUndone ? "was not deprecated" : "was deprecated for that reason already",
        DeprecationResult.SaidInside => "says it in its own archive: publish it again",
        DeprecationResult.Guarded => "not what your token is for",
        _ => "not there any more",
    };
}
