using System.Net;
using System.Text.RegularExpressions;
using Markdig;

namespace Registry.Web.Packages.Readmes;

/// <summary>Makes a page of what a package says of itself in Markdown. What somebody publishes is hostile until it has been through here.</summary>
internal static partial class Readme
{
    // Beyond these a browser's rules for broken HTML make a large tree of a small text.
    private const int MostCharacters = 512 * 1024;
    private const int MostTags = 5_000;
    private const int MostOpenFormats = 30;

    private static readonly MarkdownPipeline WithHtml = Pipeline().Build();
    private static readonly MarkdownPipeline WithoutHtml = Pipeline().DisableHtml().Build();

    /// <summary>A file whose name says Markdown becomes rich text, any other stays as it is.</summary>
    public static ReadmeDocument Render(PackageText readme, ReadmePlace place)
    {
        var extension = Path.GetExtension(readme.FileName).ToUpperInvariant();
        if (extension is not (".MD" or ".MARKDOWN") || readme.Text.Length > MostCharacters)
        {
            return Plain(readme.Text);
        }

        var text = readme.Text.Replace("\0", "", StringComparison.Ordinal);
        if (!ReadmeWork.IsLittle(text))
        {
            return Plain(text);
        }

        try
        {
            return new ReadmeHtml(place).Write(Markdown.ToHtml(text, IsTame(text) ? WithHtml : WithoutHtml));
        }
        catch (ArgumentException)
        {
            return Plain(readme.Text); // nested too deeply for the parser
        }
    }

    private static ReadmeDocument Plain(string text) => new($"<pre class=\"plain\">{WebUtility.HtmlEncode(text)}</pre>", 0, []);

    private static MarkdownPipelineBuilder Pipeline() => new MarkdownPipelineBuilder().UsePipeTables().UseTaskLists().UseAutoLinks().UseEmphasisExtras();

    // A formatting element that is never closed is opened again in each paragraph behind it.
    private static bool IsTame(string text)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var tags = 0;
        foreach (var match in Tag().EnumerateMatches(text))
        {
            var tag = text.AsSpan(match.Index, match.Length);
            if (++tags > MostTags)
            {
                return false;
            }

            var closes = tag[1] == '/';
            var name = tag[(closes ? 2 : 1)..].ToString();
            if (Format().IsMatch(name))
            {
                open[name] = Math.Max(0, open.GetValueOrDefault(name) + (closes ? -1 : 1));
                if (open.Values.Sum() > MostOpenFormats)
                {
                    return false;
                }
            }
        }

        return true;
    }

    [GeneratedRegex("</?[a-zA-Z][a-zA-Z0-9]*", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\A(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\z", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Format();
}
