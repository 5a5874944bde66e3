using AngleSharp.Dom;
using Bunit;
using Registry.Web.Components.Shared;
using Registry.Web.Packages.Comparing;
using Xunit;

namespace Registry.Unit.Components;

public class CodeLinesTests : BunitContext
{
    [Fact]
    public void Each_line_has_an_address_and_nothing_in_it_is_markup() =>
        Render<CodeLines>(code => code.Add(c => c.Label, "a.yaml").Add(c => c.Address, "/p?tab=code&file=a").Add(c => c.Text, "a: <b>\r\nc: &d\u202E\n")).MarkupMatches("""
            <div class="code" tabindex="0" role="group" aria-label="a.yaml"><pre><span class="line" id="L1"><a href="/p?tab=code&amp;file=a#L1" aria-label="Line 1" data-line="1"></a>a: &lt;b&gt;
            </span><span class="line" id="L2"><a href="/p?tab=code&amp;file=a#L2" aria-label="Line 2" data-line="2"></a>c: &amp;d<mark>U+202E</mark>
            </span></pre></div>
            <p class="muted">It holds invisible characters that change the order in which text is read. They are shown by their numbers.</p>
            """);

    [Fact]
    public void A_file_of_nothing_but_line_ends_makes_no_page_of_many_times_its_size()
    {
        var code = Render<CodeLines>(code => code.Add(c => c.Label, "a").Add(c => c.Address, $"/p?file={new string('a', 60_000)}").Add(c => c.Text, new string('\n', 500_000)));

        Assert.InRange(code.Markup.Length, 20_000, 1_500_000);
        Assert.EndsWith(">Only the first 20,000 lines are shown.</p>", code.Markup.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_says_in_signs_words_and_numbers_what_was_added_and_removed() =>
        Render<DiffLines>(diff => diff.Add(d => d.Label, "a").Add(d => d.Diff, TextDiff.Of("same\n<old>\n", "same\nnew\n"))).MarkupMatches("""
            <div class="diff" tabindex="0" role="group" aria-label="a"><pre><span class="line same"><i data-line="1"></i><i data-line="1"></i><b aria-hidden="true"> </b>same
            </span><span class="line removed"><i data-line="2"></i><i data-line=""></i><b aria-hidden="true">−</b><span class="unseen">removed: </span>&lt;old&gt;
            </span><span class="line added"><i data-line=""></i><i data-line="2"></i><b aria-hidden="true">+</b><span class="unseen">added: </span>new
            </span></pre></div>
            """);

    [Fact]
    public void Side_by_side_there_are_as_many_cells_before_as_after_and_without_twins_it_reads_as_before()
    {
        var diff = TextDiff.Of("a\nold\n  b\nc\nd\ngone\n", "a\nnew\nnewer\nb\nC\nD\ngone\n", ignoresSpace: true);
        var split = Render<DiffLines>(lines => lines.Add(d => d.Label, "a").Add(d => d.Diff, diff).Add(d => d.Look, new DiffLook(IgnoresSpace: true, IsSplit: true)));
        var unified = Render<DiffLines>(lines => lines.Add(d => d.Label, "a").Add(d => d.Diff, diff));

        Assert.Equal("diff split", split.Find("div").ClassName);
        Assert.Equal(["a", "−old", "", "  b", "−c", "−d", "gone"], split.FindAll(".hunk > .before").Select(Text));
        Assert.Equal(["a", "+new", "+newer", "b", "+C", "+D", "gone"], split.FindAll(".hunk > .after").Select(Text));
        Assert.Equal(unified.FindAll(".line").Select(Text), split.FindAll(".line:not(.twin)").Select(Text));
        Assert.All(split.FindAll(".twin"), twin => Assert.Equal("true", twin.GetAttribute("aria-hidden")));

        static string Text(IElement line)
        {
            var text = line.TextContent.TrimEnd('\n').Replace("removed: ", "", StringComparison.Ordinal).Replace("added: ", "", StringComparison.Ordinal);
            return text is [' ', .. var same] ? same : text;
        }
    }

    [Fact]
    public void Where_nothing_differs_or_too_much_it_says_so()
    {
        Assert.Contains("Nothing differs", Render<DiffLines>(diff => diff.Add(d => d.Label, "a").Add(d => d.Diff, TextDiff.Of("a", "a"))).Markup, StringComparison.Ordinal);
        Assert.Contains("Whitespace left aside, both", Render<DiffLines>(diff => diff.Add(d => d.Label, "a").Add(d => d.Diff, TextDiff.Of("a", " a", true)).Add(d => d.Look, new DiffLook(IgnoresSpace: true))).Markup, StringComparison.Ordinal);
        Assert.Contains("Too much to compare here", Render<DiffLines>(diff => diff.Add(d => d.Label, "a").Add(d => d.Diff, new TextDiff([], 0, 0, IsTooLong: true))).Markup, StringComparison.Ordinal);
    }
}
