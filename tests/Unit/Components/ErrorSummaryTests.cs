using Bunit;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class ErrorSummaryTests : BunitContext
{
    [Fact]
    public void Without_errors_there_is_nothing() => Render<ErrorSummary>().MarkupMatches("");

    [Fact]
    public void It_lists_each_error_once_and_is_read_out() =>
        Render<ErrorSummary>(summary => summary.Add(s => s.Errors, ["Name it.", "Choose a group.", "Name it."])).MarkupMatches(
            """
            <div class="notice bad" role="alert">
              <strong>Nothing was saved: 2 things to correct.</strong>
              <ul><li>Name it.</li><li>Choose a group.</li></ul>
            </div>
            """);
}
