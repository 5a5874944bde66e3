namespace Registry.Web.Http;

/// <summary>Words that no user, group or project can be called, since addresses need them.</summary>
internal static class ReservedPaths
{
    private static readonly HashSet<string> TopLevel = new(StringComparer.OrdinalIgnoreCase)
    {
        "-", "_blazor", "_content", "_framework", ".well-known", "404", "account", "admin", "api", "app.css", "app.js", "assets",
        "dashboard", "explore", "favicon.ico", "favicon.svg", "files", "groups", "health", "help", "import", "jwt", "keys.js",
        "list.js", "login", "logout", "metrics", "not-found", "npm", "oauth", "package.js", "packages", "palette.js", "passkeys.js",
        "preview.js", "profile", "projects", "public", "Registry.Web.styles.css", "robots.txt", "search", "search.js", "setup",
        "sitemap.xml", "suggest.js", "uploads", "user", "users", "v2",
    };

    private static readonly HashSet<string> Everywhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "-", "badges", "blob", "edit", "new", "packages", "raw", "refs", "tree",
    };

    /// <summary>True for the first segment of an address that belongs to the program.</summary>
    public static bool IsTopLevel(string segment) => TopLevel.Contains(segment);

    /// <summary>True for a segment that cannot stand in any full path.</summary>
    public static bool IsEverywhere(string segment) => Everywhere.Contains(segment);
}
