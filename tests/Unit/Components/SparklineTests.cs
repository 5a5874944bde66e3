using System.Text.RegularExpressions;
using Bunit;
using Registry.Web.Components.Layout;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class SparklineTests : BunitContext
{
    [Fact]
    public void A_drawing_says_in_words_what_it_draws() =>
        Render<Sparkline>(line => line.Add(l => l.Counts, [0, 4, 2, 0, 0, 0, 0, 0, 1, 8])).MarkupMatches(
            """
            <svg class="spark" width="64" height="18" viewBox="0 0 64 18" fill="none" stroke="currentColor" stroke-width="1.5" role="img" aria-label="Downloads in 10 days: 15. By week, the latest last: 6, 9">
              <polyline points="0,16 7.1,9 14.2,12.5 21.3,16 28.4,16 35.6,16 42.7,16 49.8,16 56.9,14.3 64,2"></polyline>
            </svg>
            """);

    [Fact]
    public void Nothing_is_a_flat_line()
    {
        var svg = Render<Sparkline>(line => line.Add(l => l.Counts, new long[3])).Find("svg");

        Assert.Equal("Downloads in 3 days: none", svg.GetAttribute("aria-label"));
        Assert.Equal("0,16 32,16 64,16", svg.FirstElementChild!.GetAttribute("points"));
    }

    [Fact]
    public void A_drawing_that_stands_alone_has_a_table_of_all_days() => Assert.Equal(
        ["2026-03-01 5", "2026-02-28 3"],
        Render<Sparkline>(line => line.Add(l => l.Counts, [3, 5]).Add(l => l.WithTable, true).Add(l => l.LastDay, new DateOnly(2026, 3, 1)))
            .FindAll("tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent))));

    [Theory]
    [InlineData("web-chart", "web", "<mark>web</mark>-chart")]
    [InlineData("The Web", "web", "The <mark>Web</mark>")]
    [InlineData("a<b>", "<b>", "a<mark>&lt;b&gt;</mark>")]
    [InlineData("aXbXc", "x b", "a<mark>X</mark><mark>b</mark><mark>X</mark>c")]
    [InlineData("none here", "zzz", "none here")]
    public void What_was_searched_for_is_marked(string text, string words, string expected) =>
        Assert.Equal(expected, Mark(text, words, 240));

    [Fact]
    public void A_long_text_is_cut_between_letters() => Assert.Equal("ab…", Mark("ab🎉cd", "x", 3));

    [Fact]
    public void No_key_hides_another()
    {
        var keys = Shortcut.All.Select(shortcut => shortcut.Keys).ToList();

        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.DoesNotContain(keys, key => key.Contains(' ', StringComparison.Ordinal) && keys.Contains(key.Split(' ')[0]));
        Assert.All(Shortcut.All, shortcut => Assert.Contains(shortcut.Action.Split(' ')[0], (string[])["focus", "go", "follow", "click", "dialog", "row", "select"]));
        Assert.Equal(Shortcut.All.Count + 1, Render<ShortcutTable>().FindAll("tbody tr").Count);
    }

    // Without the mark of the component's own styles.
    private string Mark(string text, string words, int most) => Regex.Replace(string.Concat(
        Render<Marked>(marked => marked.Add(m => m.Text, text).Add(m => m.Words, words.Split(' ')).Add(m => m.Most, most)).Markup.Split('\n', StringSplitOptions.TrimEntries)).Trim(), " b-[a-z0-9]+", "", RegexOptions.None, TimeSpan.FromSeconds(1));
}
