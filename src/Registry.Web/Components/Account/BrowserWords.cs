namespace Registry.Web.Components.Account;

/// <summary>What a browser says it is, in words.</summary>
internal static class BrowserWords
{
    // The first that fits: nearly all of them claim to be the later ones too.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>"Firefox on Linux"; "an unknown browser" where nothing fits.</summary>
    public static string Of(string? agent)
    {
        var browser = Find(Browsers, agent) ?? "an unknown browser";
        return Find(Systems, agent) is { } system ? $"{browser} on {system}" : browser;
    }

    private static string? Find((string Mark, string Name)[] all, string? agent) =>
        agent is null ? null : Array.Find(all, one => agent.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
