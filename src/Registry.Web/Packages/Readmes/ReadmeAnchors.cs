namespace Registry.Web.Packages.Readmes;

/// <summary>The ids that a README's headings get on the page.</summary>
internal sealed class ReadmeAnchors
{
    private const string Prefix = "readme-";
    private const int LongestSlug = 100;

    private readonly Dictionary<string, int> _given = new(StringComparer.Ordinal);

    /// <summary>What a link to a heading of that text leads to.</summary>
    public static string Of(string text) => $"{Prefix}{Slug(text)}";

    /// <summary>The id of the next heading. A number comes behind what was there before; counted, for a text may have very many headings of one name.</summary>
    public string Add(string text)
    {
        var anchor = Of(text);
        var number = _given[anchor] = _given.GetValueOrDefault(anchor, -1) + 1;
        if (number == 0)
        {
            return anchor;
        }

        var numbered = $"{anchor}-{number}";
        return _given.TryAdd(numbered, 0) ? numbered : $"{anchor}--{number}";
    }

    // As GitLab and GitHub make them of headings.
    private static string Slug(string text)
    {
        var slug = string.Concat(text.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c.ToString() : c == ' ' ? "-" : ""));
        return slug.Length > LongestSlug ? slug[..LongestSlug] : slug;
    }
}
