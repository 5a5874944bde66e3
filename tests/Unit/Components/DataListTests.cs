using Bunit;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class DataListTests : BunitContext
{
    [Fact]
    public void It_is_a_table_with_a_row_for_each_item() => RenderItems("web", "worker").MarkupMatches(
        """
        <table class="cards">
          <caption class="unseen">Charts</caption>
          <thead><tr><th>Name</th></tr></thead>
          <tbody><tr><td>web</td></tr><tr><td>worker</td></tr></tbody>
        </table>
        """);

    [Fact]
    public void Without_items_it_gives_way_to_what_is_said_instead() => RenderItems().MarkupMatches("<p>No charts.</p>");

    private IRenderedComponent<DataList<string>> RenderItems(params string[] items) =>
        Render<DataList<string>>(list => list
            .Add(l => l.Label, "Charts").Add(l => l.Items, items)
            .Add(l => l.Header, "<th>Name</th>").Add(l => l.Row, item => $"<td>{item}</td>").Add(l => l.Empty, "<p>No charts.</p>"));
}
