using System.Net;
using System.Text;
using AngleSharp.Dom;

namespace Registry.Web.Packages.Readmes;

/// <summary>Pictures in a README: the package's own where they are there, those from elsewhere where the reader asked for them, else words.</summary>
internal sealed class ReadmeImages(ReadmePlace place)
{
    private const int MostOwn = 200;
    private const int LongestSide = 2000;

    private readonly HashSet<string> _own = new(StringComparer.Ordinal);

    /// <summary>How many are from elsewhere, shown or not.</summary>
    public int Foreign { get; private set; }

    /// <summary>The paths of those of the package, there or not.</summary>
    public IReadOnlyCollection<string> Own => _own;

    public void Write(IElement element, StringBuilder html)
    {
        var alt = element.GetAttribute("alt")?.Trim() ?? "";
        if (AddressOf(element.GetAttribute("src")) is { } address)
        {
            html.Append("<img loading=\"lazy\" referrerpolicy=\"no-referrer\" src=\"").Append(WebUtility.HtmlEncode(address)).Append("\" alt=\"").Append(WebUtility.HtmlEncode(alt)).Append('"');
            foreach (var side in (string[])["width", "height"])
            {
                if (int.TryParse(element.GetAttribute(side), out var pixels) && pixels is > 0 and <= LongestSide)
                {
                    html.Append(' ').Append(side).Append("=\"").Append(pixels).Append('"');
                }
            }

            html.Append('>');
        }
        else if (alt.Length > 0)
        {
            html.Append("<span class=\"picture\">").Append(WebUtility.HtmlEncode(alt)).Append("</span>");
        }
    }

    // Null for what is not shown.
    private string? AddressOf(string? source)
    {
        if (ReadmeAddress.OfForeignImage(source) is { } foreign)
        {
            Foreign++;
            return place.ShowsForeignImages ? foreign : null;
        }

        if (ReadmeAddress.OfOwnImage(source) is not { } path || (_own.Count >= MostOwn && !_own.Contains(path)))
        {
            return null;
        }

        _own.Add(path);
        return place.OwnImages.Contains(path) ? place.ImageAddress + Uri.EscapeDataString(path) : null;
    }
}
