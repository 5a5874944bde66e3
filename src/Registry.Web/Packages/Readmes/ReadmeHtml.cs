using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Registry.Web.Packages.Readmes;

/// <summary>
/// Writes HTML anew, with nothing in it but what is listed here: elements, attributes and kinds of addresses. What is not
/// listed loses its tags and keeps its text; what has no text for people goes whole.
/// </summary>
internal sealed partial class ReadmeHtml(ReadmePlace place)
{
    private const int MaxDepth = 100;
    private const int LongestAddress = 4_000;
    private const string Prefix = "readme-";

    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "p", "br", "hr", "strong", "b", "em", "i", "u", "del", "s", "ins", "sub", "sup", "code", "pre", "kbd", "samp", "var", "blockquote", "ul", "ol", "li", "dl", "dt",
        "dd", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "details", "summary", "div", "span", "figure", "figcaption", "abbr", "mark", "small", "q", "cite",
    };

    private static readonly HashSet<string> Dropped = new(StringComparer.Ordinal)
    {
        "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "audio", "video", "canvas", "textarea", "select", "option", "title", "head",
        "noembed", "noframes", "plaintext", "xmp", "frameset", "datalist", "map", "applet", "portal",
    };

    private static readonly HashSet<string> Empty = new(StringComparer.Ordinal) { "br", "hr" };

    private readonly StringBuilder _html = new();
    private readonly List<ReadmeHeading> _headings = [];
    private readonly Dictionary<string, int> _anchors = new(StringComparer.Ordinal);
    private int _foreignImages;

    public ReadmeDocument Write(string html)
    {
        using var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument("<!doctype html><body>" + html);
        WriteChildren(document.Body!, 0);
        return new ReadmeDocument(_html.ToString(), _foreignImages, _headings);
    }

    private void WriteChildren(INode parent, int depth)
    {
        // Not by NextSibling, which looks for its place among all of them each time.
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText text)
            {
                _html.Append(WebUtility.HtmlEncode(text.Data));
            }
            else if (node is IElement element && depth < MaxDepth)
            {
                Write(element, depth);
            }
        }
    }

    private void Write(IElement element, int depth)
    {
        var name = element.NamespaceUri == "http://www.w3.org/1999/xhtml" ? element.LocalName : "svg";
        switch (name)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                WriteHeading(element, name[1] - '0', depth);
                break;
            case "a":
                WriteLink(element, depth);
                break;
            case "img":
                WriteImage(element);
                break;
            case "input" when element.GetAttribute("type") == "checkbox":
                _html.Append(element.HasAttribute("checked") ? "<span class=\"task\">☑</span>" : "<span class=\"task\">☐</span>");
                break;
            default:
                if (Kept.Contains(name))
                {
                    WriteKept(element, name, depth);
                }
                else if (!Dropped.Contains(name))
                {
                    WriteChildren(element, depth + 1);
                }

                break;
        }
    }

    private void WriteKept(IElement element, string name, int depth)
    {
        _html.Append('<').Append(name);
        var side = (element.GetAttribute("align") ?? Aligned().Match(element.GetAttribute("style") ?? "").Groups["side"].Value).ToLowerInvariant();
        if (side is "left" or "center" or "right")
        {
            _html.Append(" class=\"to-").Append(side).Append('"');
        }

        foreach (var attribute in (string[])["colspan", "rowspan", "start"])
        {
            if (name is "td" or "th" or "ol" && int.TryParse(element.GetAttribute(attribute), out var number) && number is >= 0 and <= 1000)
            {
                _html.Append(' ').Append(attribute).Append("=\"").Append(number).Append('"');
            }
        }

        if (name == "details" && element.HasAttribute("open"))
        {
            _html.Append(" open");
        }

        // It scrolls, so the keyboard must reach it.
        _html.Append(name == "pre" ? " tabindex=\"0\">" : ">");
        if (!Empty.Contains(name))
        {
            WriteChildren(element, depth + 1);
            _html.Append("</").Append(name).Append('>');
        }
    }

    // The page has headings of its own above.
    private void WriteHeading(IElement element, int level, int depth)
    {
        var text = element.TextContent.Trim();
        var anchor = Anchor(text);
        var tag = Math.Min(level + 2, 6);
        _headings.Add(new ReadmeHeading(level, anchor, text));
        _html.Append("<h").Append(tag).Append(" class=\"level-").Append(level).Append("\" id=\"").Append(anchor).Append("\">");
        WriteChildren(element, depth + 1);
        _html.Append("</h").Append(tag).Append('>');
    }

    private void WriteLink(IElement element, int depth)
    {
        var href = Address(element.GetAttribute("href"));
        if (href is not null)
        {
            _html.Append("<a href=\"").Append(WebUtility.HtmlEncode(href)).Append("\" rel=\"nofollow noopener ugc\">");
        }

        WriteChildren(element, depth + 1);
        _html.Append(href is null ? "" : "</a>");
    }

    private void WriteImage(IElement element)
    {
        var alt = element.GetAttribute("alt")?.Trim() ?? "";
        var address = Clean(element.GetAttribute("src"));
        var isForeign = address is not null && Absolute(address) is { Scheme: "http" or "https" };
        _foreignImages += isForeign ? 1 : 0;
        if (isForeign && place.ShowsForeignImages)
        {
            _html.Append("<img loading=\"lazy\" referrerpolicy=\"no-referrer\" src=\"").Append(WebUtility.HtmlEncode(Absolute(address!)!.AbsoluteUri)).Append("\" alt=\"").Append(WebUtility.HtmlEncode(alt)).Append('"');
            foreach (var side in (string[])["width", "height"])
            {
                if (int.TryParse(element.GetAttribute(side), out var pixels) && pixels is > 0 and <= 2000)
                {
                    _html.Append(' ').Append(side).Append("=\"").Append(pixels).Append('"');
                }
            }

            _html.Append('>');
        }
        else if (alt.Length > 0)
        {
            _html.Append("<span class=\"picture\">").Append(WebUtility.HtmlEncode(alt)).Append("</span>");
        }
    }

    /// <summary>Where a link leads, or null for one that leads nowhere good.</summary>
    private string? Address(string? href)
    {
        if (Clean(href) is not { } address)
        {
            return null;
        }

        if (address[0] == '#')
        {
            return $"{place.PageAddress}#{Prefix}{Slug(Uri.UnescapeDataString(address[1..]))}";
        }

        if (address.StartsWith("//", StringComparison.Ordinal) || address.StartsWith('\\') || address.StartsWith("/\\", StringComparison.Ordinal))
        {
            return null; // the same scheme as this page's, or what some browsers take for it
        }

        if (Scheme().IsMatch(address))
        {
            return Absolute(address) is { Scheme: "http" or "https" or "mailto" } url ? url.AbsoluteUri : null;
        }

        return Within(address);
    }

    // A file of the package; what lies outside leads nowhere.
    private string? Within(string address)
    {
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

        return parts.Count == 0 ? null : place.FileAddress + Uri.EscapeDataString(string.Join('/', parts));
    }

    private static Uri? Absolute(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && Scheme().IsMatch(address) ? url : null;

    // As browsers do before they look for a scheme.
    private static string? Clean(string? address) =>
        address is null || address.Length > LongestAddress ? null : string.Concat(address.Where(c => c is > ' ' and not '\u007F' || c == ' ')).Trim() is { Length: > 0 } clean ? clean : null;

    // A number behind what was there before; counted, for a text may have very many headings of one name.
    private string Anchor(string text)
    {
        var anchor = $"{Prefix}{Slug(text)}";
        var number = _anchors[anchor] = _anchors.GetValueOrDefault(anchor, -1) + 1;
        if (number == 0)
        {
            return anchor;
        }

        var numbered = $"{anchor}-{number}";
        return _anchors.TryAdd(numbered, 0) ? numbered : $"{anchor}--{number}";
    }

    // As GitLab and GitHub make them of headings.
    private static string Slug(string text)
    {
        var slug = string.Concat(text.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c.ToString() : c == ' ' ? "-" : ""));
        return slug.Length > 100 ? slug[..100] : slug;
    }

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9+.\-]*:", RegexOptions.NonBacktracking)]
    private static partial Regex Scheme();

    [GeneratedRegex("text-align: ?(?<side>left|center|right)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Aligned();
}
