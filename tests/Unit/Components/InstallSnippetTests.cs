using Bunit;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class InstallSnippetTests : BunitContext
{
    [Fact]
    public void A_single_way_shows_its_command_with_its_lines_as_they_are()
    {
        var rendered = Render<InstallSnippet>(install => install.Add(i => i.Alternatives, [new Snippet("curl", "curl \\\n  --fail")]));

        rendered.MarkupMatches(
            """
            <section class="panel" aria-label="Install">
              <header><h2>Install</h2></header>
              <div class="body">
                <div class="copyable snippet">
                  <pre tabindex="0" role="region" aria-label="curl" data-copy-source diff:ignoreChildren></pre>
                  <button type="button" class="btn small scripted" data-copy aria-label="Copy: curl">Copy</button>
                </div>
              </div>
            </section>
            """);
        Assert.Equal("curl \\\n  --fail", rendered.Find("pre").TextContent);
    }

    [Fact]
    public void Of_several_ways_the_first_is_chosen_and_steps_are_numbered() =>
        Render<InstallSnippet>(install => install.Add(i => i.Alternatives,
        [
            new Snippet("repo", [new SnippetStep("a", "Add it"), new SnippetStep("b", "Use it")]),
            new Snippet("pull", "c"),
        ])).MarkupMatches(
            """
            <section class="panel" aria-label="Install">
              <header><h2>Install</h2></header>
              <div class="body">
                <div class="alternatives" role="radiogroup" aria-label="Install">
                  <div class="alternative">
                    <label><input type="radio" class="unseen" name="install" checked>repo</label>
                    <div class="steps">
                      <p class="step">1. Add it</p>
                      <div class="copyable snippet">
                        <pre tabindex="0" role="region" aria-label="Add it" data-copy-source>a</pre>
                        <button type="button" class="btn small scripted" data-copy aria-label="Copy: Add it">Copy</button>
                      </div>
                      <p class="step">2. Use it</p>
                      <div class="copyable snippet">
                        <pre tabindex="0" role="region" aria-label="Use it" data-copy-source>b</pre>
                        <button type="button" class="btn small scripted" data-copy aria-label="Copy: Use it">Copy</button>
                      </div>
                    </div>
                  </div>
                  <div class="alternative">
                    <label><input type="radio" class="unseen" name="install">pull</label>
                    <div class="steps">
                      <div class="copyable snippet">
                        <pre tabindex="0" role="region" aria-label="pull" data-copy-source>c</pre>
                        <button type="button" class="btn small scripted" data-copy aria-label="Copy: pull">Copy</button>
                      </div>
                    </div>
                  </div>
                </div>
              </div>
            </section>
            """);

    [Fact]
    public void Steps_that_do_not_follow_one_another_have_no_numbers()
    {
        var rendered = Render<InstallSnippet>(install => install.Add(i => i.Numbered, false).Add(i => i.Alternatives,
            [new Snippet("Helm", [new SnippetStep("a", "Install it"), new SnippetStep("b", "Download it")])]));

        Assert.Equal(["Install it", "Download it"], rendered.FindAll("p.step").Select(step => step.TextContent));
    }
}
