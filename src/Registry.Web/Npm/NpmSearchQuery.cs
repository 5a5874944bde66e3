namespace Registry.Web.Npm;

/// <summary>What somebody typed behind <c>npm search</c>, in lower case: words, and npm's qualifiers.</summary>
internal sealed record NpmSearchQuery(IReadOnlyList<string> Words, IReadOnlyList<string> Keywords, IReadOnlyList<string> Authors, string? Scope)
{
    private const int MostTerms = 20;
    private const int LongestText = 500;

    /// <summary>Reads <c>web keywords:http,router author:ada scope:acme</c>. Qualifiers that nobody here knows count as words.</summary>
    public static NpmSearchQuery Parse(string text)
    {
        var words = new List<string>();
        var keywords = new List<string>();
        var authors = new List<string>();
        string? scope = null;
        var cut = text.Length > LongestText ? text[..LongestText] : text;
        foreach (var term in cut.Replace("\0", "", StringComparison.Ordinal).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostTerms))
        {
            var (qualifier, value) = term.IndexOf(':') is > 0 and var colon && colon < term.Length - 1 ? (term[..colon], term[(colon + 1)..]) : ("", term);
            switch (qualifier)
            {
                case "keywords":
                    keywords.AddRange(value.Split([',', '+'], StringSplitOptions.RemoveEmptyEntries));
                    break;
                case "author" or "maintainer":
                    authors.Add(value);
                    break;
                case "scope":
                    scope = value.TrimStart('@');
                    break;
                default:
                    words.Add(term);
                    break;
            }
        }

        return new NpmSearchQuery(words, keywords, authors, scope);
    }
}
