using System.Text.RegularExpressions;

namespace Registry.Web.Packages.Readmes;

/// <summary>Where the addresses in a README lead: elsewhere, within it, or to a file of the package.</summary>
internal static partial class ReadmeAddress
{
    private const int LongestAddress = 4_000;

    /// <summary>Where a link leads, or null for one that leads nowhere good.</summary>
    public static string? OfLink(string? href, ReadmePlace place)
    {
        if (Clean(href) is not { } address)
        {
            return null;
        }

        if (address[0] == '#')
        {
            return $"{place.PageAddress}#{ReadmeAnchors.Of(Uri.UnescapeDataString(address[1..]))}";
        }

        if (Scheme().IsMatch(address))
        {
            return Absolute(address) is { Scheme: "http" or "https" or "mailto" } url ? url.AbsoluteUri : null;
        }

        return PathOf(address) is { } path ? place.FileAddress + Uri.EscapeDataString(path) : null;
    }

    /// <summary>Where a picture from elsewhere is, or null.</summary>
    public static string? OfForeignImage(string? source) =>
        Clean(source) is { } address && Absolute(address) is { Scheme: "http" or "https" } url ? url.AbsoluteUri : null;

    /// <summary>The path of a picture of the package, there or not; or null for one that leads elsewhere.</summary>
    public static string? OfOwnImage(string? source) =>
        Clean(source) is { } address && address[0] != '#' && !Scheme().IsMatch(address) ? PathOf(address) : null;

    // A file of the package; what lies outside leads nowhere.
    private static string? PathOf(string address)
    {
        if (address.StartsWith("//", StringComparison.Ordinal) || address.StartsWith('\\') || address.StartsWith("/\\", StringComparison.Ordinal))
        {
            return null; // the same scheme as this page's, or what some browsers take for it
        }

        var path = address.Split('?', '#')[0];
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count == 0)
            {
                return null;
            }

            if (part == "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(Uri.UnescapeDataString(part));
            }
        }

        return parts.Count == 0 ? null : string.Join('/', parts);
    }

    private static Uri? Absolute(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && Scheme().IsMatch(address) ? url : null;

    // As browsers do before they look for a scheme.
    private static string? Clean(string? address) =>
        address is null || address.Length > LongestAddress ? null : string.Concat(address.Where(c => c is > ' ' and not '\u007F' || c == ' ')).Trim() is { Length: > 0 } clean ? clean : null;

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9+.\-]*:", RegexOptions.NonBacktracking)]
    private static partial Regex Scheme();
}
