using Bunit;
using Registry.Data.Entities;
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

    [Fact]
    public void Tabs_are_a_navigation_of_their_own() =>
        Render<Tabs>(tabs => tabs.Add(t => t.Label, "Package").AddChildContent("<a href=\"p\">Files</a>")).MarkupMatches(
            """<nav class="tabs" aria-label="Package"><a href="p">Files</a></nav>""");

    [Fact]
    public void Facts_are_terms_with_what_holds_for_them() =>
        Render<Facts>(facts => facts.AddChildContent<Fact>(fact => fact.Add(f => f.Label, "Licence").AddChildContent("MIT"))).MarkupMatches(
            """<dl class="facts"><div><dt>Licence</dt><dd>MIT</dd></div></dl>""");

    [Theory]
    [InlineData(false, "btn primary")]
    [InlineData(true, "btn danger solid")]
    public void The_button_of_a_form_shows_whether_something_is_lost(bool danger, string expected) =>
        Render<SubmitButton>(button => button.Add(b => b.Text, "Go on").Add(b => b.Danger, danger).Add(b => b.Name, "what").Add(b => b.Value, "all")).MarkupMatches(
            $"""<button type="submit" class="{expected}" name="what" value="all">Go on</button>""");

    [Theory]
    [InlineData(Visibility.Private, "Only members see it")]
    [InlineData(Visibility.Internal, "Everybody who is signed in sees it")]
    [InlineData(Visibility.Public, "Everybody sees it")]
    public void A_visibility_says_whom_it_lets_in(Visibility visibility, string title) =>
        Render<VisibilityChip>(chip => chip.Add(c => c.Value, visibility)).MarkupMatches($"""<span class="chip" title="{title}">{visibility}</span>""");

    [Theory]
    [InlineData(IconName.Package)]
    [InlineData(IconName.Menu)]
    [InlineData(IconName.Theme)]
    public void An_icon_is_drawn_for_eyes_alone(IconName name)
    {
        var icon = Render<Icon>(icon => icon.Add(i => i.Name, name)).Find("svg");

        Assert.Equal("true", icon.GetAttribute("aria-hidden"));
        Assert.NotEmpty(icon.Children);
    }

    [Fact]
    public void What_a_connected_page_says_without_its_connection_stands_by() =>
        Render<LostConnection>(lost => lost.Add(l => l.Address, "acme/web/-/packages/1/values")).MarkupMatches(
            """
            <div id="components-reconnect-modal" class="lost" role="alert">
              <p class="trying"><strong>The connection was lost.</strong> Trying to get it back…</p>
              <p class="ended"><strong>The connection is gone.</strong> What you typed here was not kept. <a href="acme/web/-/packages/1/values" data-enhance-nav="false">Reload</a></p>
            </div>
            <div id="blazor-error-ui" class="lost" role="alert">
              <p><strong>Something went wrong here.</strong> It is in the server's log. <a href="acme/web/-/packages/1/values" data-enhance-nav="false">Reload</a></p>
            </div>
            """);
}
