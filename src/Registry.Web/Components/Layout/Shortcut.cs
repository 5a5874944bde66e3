namespace Registry.Web.Components.Layout;

/// <summary>Something that a key does on every page. The help page, the dialog and the script know them from here.</summary>
/// <param name="Keys">One after the other, separated by a space, as the browser names them.</param>
/// <param name="Words">What it does.</param>
/// <param name="Action">For keys.js: what to do, and with what.</param>
public sealed record Shortcut(string Keys, string Words, string Action)
{
    /// <summary>All of them, in the order to read them. Each is a single key, or two: they can be switched off, and are quiet while somebody writes.</summary>
    public static IReadOnlyList<Shortcut> All { get; } =
    [
        new("/", "Search", "focus .top input[type=search]"),
        new("f", "Filter the list on this page", "focus main input[type=search]"),
        new("g d", "Your start page", "go dashboard"),
        new("g e", "Explore", "go explore"),
        new("g p", "The project's packages", "follow .side a[href$=\"/-/packages\"]"),
        new("g l", "The project's pipelines", "follow .side a[href$=\"/-/pipelines\"]"),
        new("g s", "The project's settings", "follow .side a[href$=\"/-/edit\"]"),
        new("g t", "Your access tokens", "go -/user_settings/personal_access_tokens"),
        new("j", "Next row", "row 1"),
        new("k", "Previous row", "row -1"),
        new("x", "Select the row", "select"),
        new("c", "Copy the first command on the page", "click main .snippet [data-copy]"),
        new("[", "Previous version", "follow main [data-version=previous]"),
        new("]", "Next version", "follow main [data-version=next]"),
        new("?", "Show these keys", "dialog keys"),
    ];

    /// <summary>The name of the cookie that switches single keys off, with the value off.</summary>
    public const string Cookie = "shortcuts";
}
