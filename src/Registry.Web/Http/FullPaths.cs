namespace Registry.Web.Http;

/// <summary>Finds the full path of a project or group inside an address and makes one segment of it.</summary>
internal static class FullPaths
{
    // Neither can be part of a full path (ReservedPaths), so the first of them ends it.
    private static readonly string[] Ends = ["packages", "-"];

    /// <summary>The segments with each full path joined: <c>api v4 projects a b packages</c> is <c>api v4 projects a/b packages</c>.</summary>
    public static List<string> Fold(List<string> segments) => segments switch
    {
        ["api", "v4", "projects" or "groups", _, ..] => ScopedNames.Fold(Join(segments, 3, segments.FindIndex(4, Ends.Contains))),
        ["api", "v4", "packages", ..] => ScopedNames.Fold(segments),
        ["api", ..] => segments,
        ["groups", not "new", _, ..] => Join(segments, 1, End(segments, 2)),
        [var first, _, ..] when !ReservedPaths.IsTopLevel(first) => Join(segments, 0, End(segments, 1)),
        _ => segments,
    };

    // A page of a project stands behind "-"; without it the whole address is the project's own.
    private static int End(List<string> segments, int from) =>
        segments.IndexOf("-", from) is >= 0 and var dash ? dash : segments.Count;

    private static List<string> Join(List<string> segments, int from, int to) =>
        to <= from + 1 ? segments : [.. segments[..from], string.Join('/', segments[from..to]), .. segments[to..]];
}
