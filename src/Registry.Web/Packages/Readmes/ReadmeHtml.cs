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
    private readonly ReadmeAnchors _anchors = new();
    private readonly ReadmeImages _images = new(place);

    public ReadmeDocument Write(string html)
    {
        using var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument("<!doctype html><body>" + html);
        WriteChildren(document.Body!, 0);
        return new ReadmeDocument(_html.ToString(), _images.Foreign, _headings) { OwnImages = _images.Own };
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
                _images.Write(element, _html);
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
        var anchor = _anchors.Add(text);
        var tag = Math.Min(level + 2, 6);
        _headings.Add(new ReadmeHeading(level, anchor, text));
        _html.Append("<h").Append(tag).Append(" class=\"level-").Append(level).Append("\" id=\"").Append(anchor).Append("\">");
        WriteChildren(element, depth + 1);
        _html.Append("</h").Append(tag).Append('>');
    }

    private void WriteLink(IElement element, int depth)
    {
        var href = ReadmeAddress.OfLink(element.GetAttribute("href"), place);
        if (href is not null)
        {
            _html.Append("<a href=\"").Append(WebUtility.HtmlEncode(href)).Append("\" rel=\"nofollow noopener ugc\">");
        }

        WriteChildren(element, depth + 1);
        _html.Append(href is null ? "" : "</a>");
    }

    [GeneratedRegex("text-align: ?(?<side>left|center|right)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Aligned();
}
