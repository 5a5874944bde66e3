using Bunit;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class SmallPiecesTests : BunitContext
{
    [Theory]
    [InlineData(Tone.Neutral, "chip")]
    [InlineData(Tone.Warn, "chip warn")]
    public void A_chip_has_words_and_the_class_of_its_tone(Tone tone, string expected) =>
        Render<StatusChip>(chip => chip.Add(c => c.Text, "deprecated").Add(c => c.Tone, tone)).MarkupMatches(
            $"""<span class="{expected}">deprecated</span>""");

    [Fact]
    public void A_kind_is_written_as_the_format_writes_itself() =>
        Render<KindBadge>(kind => kind.Add(k => k.Label, "Helm")).MarkupMatches("""<span class="kind helm">Helm</span>""");

    [Theory]
    [InlineData(Tone.Accent, "accent", "")]
    [InlineData(Tone.Good, "good", "role=\"status\"")]
    [InlineData(Tone.Bad, "bad", "role=\"alert\"")]
    public void A_notice_is_read_out_when_it_tells_how_something_ended(Tone tone, string expected, string role) =>
        Render<Notice>(notice => notice.Add(n => n.Title, "Done.").Add(n => n.Tone, tone).AddChildContent("Go on.")).MarkupMatches(
            $"""<div class="notice {expected}" {role}><strong>Done.</strong> Go on.</div>""");

    [Fact]
    public void A_checksum_shows_whole_and_can_be_copied() =>
        Render<Checksum>(sum => sum.Add(s => s.Algorithm, "SHA-256").Add(s => s.Value, "9c1f")).MarkupMatches(
            """
            <div>
              <dt>SHA-256</dt>
              <dd>
                <span class="copyable checksum">
                  <code title="9c1f" data-copy-source>9c1f</code>
                  <button type="button" class="btn small scripted" data-copy aria-label="Copy: SHA-256">Copy</button>
                </span>
              </dd>
            </div>
            """);

    [Fact]
    public void A_checksum_that_was_never_computed_is_not_there() =>
        Render<Checksum>(sum => sum.Add(s => s.Algorithm, "SHA-512").Add(s => s.Value, null)).MarkupMatches("");

    [Fact]
    public void A_page_head_holds_title_count_and_actions() =>
        Render<PageHeader>(head => head.Add(h => h.Title, "Packages").Add(h => h.Count, 128).Add(h => h.Actions, "<a href=\"new\">New…</a>")).MarkupMatches(
            """
            <header class="page">
              <h1>Packages</h1>
              <span class="muted num">128</span>
              <span class="push row"><a href="new">New…</a></span>
            </header>
            """);

    [Fact]
    public void A_tab_that_shows_says_so() =>
        Render<Tab>(tab => tab.Add(t => t.Href, "p?tab=files").Add(t => t.Current, true).Add(t => t.Count, 9).AddChildContent("Files")).MarkupMatches(
            """<a href="p?tab=files" aria-current="page">Files <span class="num">9</span></a>""");
}
