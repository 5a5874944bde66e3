using System.Globalization;
using System.Security;

namespace Registry.Web.Packages;

/// <summary>A small picture of a fact, in SVG: a label and what it is.</summary>
internal static class Badge
{
    private const int Edge = 6;

    /// <summary>The picture. Both texts may be anybody's; they are escaped.</summary>
    /// <param name="label">At the left: what it is about.</param>
    /// <param name="message">At the right: the fact.</param>
    /// <param name="colour">Behind the fact.</param>
    public static string Draw(string label, string message, string colour)
    {
        var (left, right) = (Width(label) + (2 * Edge), Width(message) + (2 * Edge));
        var words = Escape($"{label}: {message}");
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{words}"><title>{words}</title><clipPath id="r"><rect width="{left + right}" height="20" rx="3"/></clipPath><g clip-path="url(#r)"><rect width="{left}" height="20" fill="#4a545f"/><rect x="{left}" width="{right}" height="20" fill="{colour}"/></g><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"><text x="{Edge}" y="14" textLength="{left - (2 * Edge)}">{Escape(label)}</text><text x="{left + Edge}" y="14" textLength="{right - (2 * Edge)}">{Escape(message)}</text></g></svg>
            """);
    }

    // Verdana's widths at 11 pixels, near enough: textLength makes the text fit whatever font is there.
    private static int Width(string text) => (int)Math.Ceiling(text.EnumerateRunes().Sum(rune => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' => 3.6,
        'f' or 't' or 'r' or ' ' or '-' or '/' or '(' or ')' or '[' or ']' => 4.8,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 10,
        >= 'A' and <= 'Z' => 7.8,
        < 0x250 => 6.9,
        _ => 12,
    }));

    private static string Escape(string text) =>
        SecurityElement.Escape(string.Concat(text.EnumerateRunes().Where(rune => rune.Value is (>= 0x20 and <= 0xFFFD) or >= 0x10000)));
}
