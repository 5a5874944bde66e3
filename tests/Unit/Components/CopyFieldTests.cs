using Bunit;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class CopyFieldTests : BunitContext
{
    [Fact]
    public void It_is_readable_text_with_a_button_for_those_who_run_scripts() =>
        Render<CopyField>(field => field.Add(f => f.Label, "Project id").Add(f => f.Text, "42")).MarkupMatches(
            """
            <div class="copyable copyfield">
              <span class="label">Project id</span>
              <code data-copy-source>42</code>
              <button type="button" class="btn small scripted" data-copy aria-label="Copy: Project id">Copy</button>
            </div>
            """);

    [Fact]
    public void Without_a_label_the_button_says_copy() =>
        Render<CopyField>(field => field.Add(f => f.Text, "<b>")).MarkupMatches(
            """
            <div class="copyable copyfield">
              <code data-copy-source>&lt;b&gt;</code>
              <button type="button" class="btn small scripted" data-copy>Copy</button>
            </div>
            """);
}
