using Registry.Web.Packages;

namespace Registry.Web.Components.Pages.Packages;

/// <summary>What came of deleting or restoring a version, in words.</summary>
public sealed record RemovalLine(string Name, string Version, bool IsDone, string Words)
{
    internal static IReadOnlyList<RemovalLine> Of(IReadOnlyList<RemovedPackage> results, bool areRestored) =>
        [.. results.Select(one => new RemovalLine(one.Package.Name, one.Package.Version, one.Result is RemovalResult.Done, Describe(one.Result, areRestored)))];

    private static string Describe(RemovalResult result, bool isRestored) => result switch
    {
        RemovalResult.Done => isRestored ? "restored" : "deleted",
        RemovalResult.Guarded => "protected: your role does not reach",
        RemovalResult.ExistsAgain => "published again since: delete that one first",
        _ => isRestored ? "not in the trash" : "not there any more",
    };
}
