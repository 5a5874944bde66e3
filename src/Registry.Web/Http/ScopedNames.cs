namespace Registry.Web.Http;

/// <summary>What clients of the npm family make of addresses, undone.</summary>
internal static class ScopedNames
{
    private const string Packages = "packages";
    private const string Npm = "npm";

    /// <summary>
    /// Joins a scope with the name behind it, which may be sent with <c>/</c> or <c>%2F</c> between them, so that a package's name
    /// is one segment. npm 6 puts the whole path of a tarball behind the registry's own when it unpublishes: one of the two goes.
    /// </summary>
    public static List<string> Fold(List<string> segments)
    {
        var from = Behind(segments, 0);
        if (from < 0)
        {
            return segments;
        }

        if (segments.IndexOf("api", from) is > 0 and var again && Behind(segments, again) is > 0 and var second)
        {
            segments = [.. segments[..from], .. segments[second..]];
        }

        var folded = segments[..from];
        for (var i = from; i < segments.Count; i++)
        {
            folded.Add(segments[i][0] == '@' && !segments[i].Contains('/') && i + 1 < segments.Count ? $"{segments[i]}/{segments[++i]}" : segments[i]);
        }

        return folded;
    }

    /// <summary>Whether a request's target, as it was sent, is about packages of npm.</summary>
    public static bool AreIn(string target) => target.Contains($"/{Packages}/{Npm}/", StringComparison.Ordinal);

    // The position of what follows packages/npm.
    private static int Behind(List<string> segments, int from)
    {
        var packages = segments.IndexOf(Packages, from);
        return packages > 0 && packages + 1 < segments.Count && segments[packages + 1] == Npm ? packages + 2 : -1;
    }
}
