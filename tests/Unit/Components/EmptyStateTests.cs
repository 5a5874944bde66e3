using Bunit;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class EmptyStateTests : BunitContext
{
    [Fact]
    public void It_says_what_is_not_there_and_what_to_do() =>
        Render<EmptyState>(empty => empty
            .Add(e => e.Title, "No packages yet")
            .Add(e => e.Hint, "Publish the first one.")
            .AddChildContent("<p>helm push</p>")).MarkupMatches(
            """
            <div class="empty">
              <h2>No packages yet</h2>
              <p class="muted">Publish the first one.</p>
              <p>helm push</p>
            </div>
            """);
}
