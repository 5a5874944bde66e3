using Bunit;
using Registry.Web.Components.Shared;
using Registry.Web.Packages.Contents;
using Xunit;

namespace Registry.Unit.Components;

public sealed class ValueTreeTests : BunitContext
{
    private static readonly ValueNode Tag = Leaf("image.tag", ValueKind.Text, "1.0");
    private static readonly ValueNode Image = new("image", ["image"], ValueKind.Group, "", "", ValueRules.None, [Tag]);
    private static readonly ValueNode Note = Leaf("note", ValueKind.Text, "one\ntwo");

    public ValueTreeTests() => JSInterop.Mode = JSRuntimeMode.Loose; // it scrolls to what the arrows reach

    [Fact]
    public void Values_stand_in_their_groups_with_their_defaults()
    {
        var tree = Render(expanded: true);

        Assert.Equal("Values", tree.Find("[role=tree]").GetAttribute("aria-label"));
        Assert.Equal(["1 image", "2 tag1.0", "1 noteone …"], Items(tree));
        Assert.Equal(["true", null, null], tree.FindAll("[role=treeitem]").Select(item => item.GetAttribute("aria-expanded")));
    }

    [Fact]
    public void A_closed_group_opens_by_its_arrow_and_by_the_keyboard()
    {
        var tree = Render();
        Assert.Equal(["1 image", "1 noteone …"], Items(tree));

        tree.Find(".rz-tree-toggler").Click();
        Assert.Equal(["1 image", "2 tag1.0", "1 noteone …"], Items(tree));

        var other = Render();
        other.Find("[role=tree]").KeyDown("Home");
        other.Find("[role=tree]").KeyDown("ArrowRight");
        Assert.Equal(["1 image", "2 tag1.0", "1 noteone …"], Items(other));
    }

    [Fact]
    public void A_value_is_chosen_by_the_mouse_and_by_the_keyboard()
    {
        var chosen = new List<string>();
        var tree = Render(expanded: true, choose: node => chosen.Add(node.Path));

        tree.FindAll("[role=treeitem]")[1].Click();
        tree.Find("[role=tree]").KeyDown("End");
        tree.Find("[role=tree]").KeyDown("Enter");

        Assert.Equal(["image.tag", "note"], chosen);
    }

    [Fact]
    public void A_changed_value_says_so_in_place_of_its_default() => Assert.Equal(["1 image", "2 tagchanged", "1 noteone …"], Items(Render(expanded: true, changed: ["image.tag"])));

    [Fact]
    public void An_empty_text_shows_as_one() =>
        Assert.Equal(["1 tag\"\""], Items(Render<ValueTree>(tree => tree.Add(t => t.Label, "Values").Add(t => t.Nodes, [Leaf("tag", ValueKind.Text, "")]))));

    [Fact]
    public void A_list_of_matches_calls_values_by_their_paths()
    {
        var tree = Render<ValueTree>(tree => tree.Add(t => t.Label, "Values").Add(t => t.Nodes, [Tag, Note]).Add(t => t.ByPath, true));

        Assert.Equal(["1 image.tag1.0", "1 noteone …"], Items(tree));
    }

    private IRenderedComponent<ValueTree> Render(bool expanded = false, string[]? changed = null, Action<ValueNode>? choose = null) => Render<ValueTree>(tree =>
        tree.Add(t => t.Label, "Values").Add(t => t.Nodes, [Image, Note]).Add(t => t.Expanded, expanded).Add(t => t.Changed, changed ?? []).Add(t => t.ChosenChanged, choose ?? (_ => { })));

    // Each with its level.
    private static IEnumerable<string> Items(IRenderedComponent<ValueTree> tree) =>
        tree.FindAll("[role=treeitem]").Select(item => $"{item.GetAttribute("aria-level")} {string.Concat(item.QuerySelectorAll(".rz-treenode-label > span").Select(span => span.TextContent))}");

    private static ValueNode Leaf(string path, ValueKind kind, string text) => new(path, path.Split('.'), kind, text, "", ValueRules.None, []);
}
