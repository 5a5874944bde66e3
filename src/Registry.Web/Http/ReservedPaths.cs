namespace Registry.Web.Http;

/// <summary>Words that no user, group or project can be called, since addresses need them.</summary>
internal static class ReservedPaths
{
    private static readonly HashSet<string> TopLevel = new(StringComparer.OrdinalIgnoreCase)
    {
        "-", ".well-known", "404", "_blazor", "_content", "_framework", "account", "admin", "api", "app.css", "app.js",
        "assets", "dashboard", "explore", "favicon.ico", "favicon.svg", "files", "groups", "health", "help", "import", "jwt",
        "login", "logout", "metrics", "not-found", "npm", "oauth", "packages", "profile", "projects", "public",
        "Registry.Web.styles.css", "robots.txt", "search", "setup", "sitemap.xml", "uploads", "user", "users", "v2",
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
