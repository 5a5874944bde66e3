using Bunit;
using Registry.Web.Components.Pages;
using Registry.Web.Packages.Contents;
using Xunit;

namespace Registry.Unit.Components;

public sealed class ValueEditorTests : BunitContext
{
    [Theory]
    [InlineData(ValueKind.Flag, "true", "True or false", "select", "true false")]
    [InlineData(ValueKind.Number, "2", "Number", "input", "")]
    [InlineData(ValueKind.Text, "a", "Text", "input", "")]
    [InlineData(ValueKind.Text, "a\nb", "Text", "textarea", "a\nb")]
    [InlineData(ValueKind.Yaml, "[]", "YAML", "textarea", "[]")]
    public void A_value_is_changed_by_what_fits_it(ValueKind kind, string text, string label, string element, string content)
    {
        var editor = Render(Node(kind, text));

        Assert.Equal(label, editor.Find("label").TextContent.Trim());
        var control = editor.Find("#value");
        Assert.Equal((element, content), (control.LocalName, string.Join(' ', control.LocalName == "select" ? control.Children.Select(option => option.TextContent) : [control.TextContent])));
    }

    [Theory]
    [InlineData(ValueKind.Group, "A group of 0 values. Open it in the tree to change them.")]
    [InlineData(ValueKind.TooLong, "Its default is longer than can be changed here. Write a file of your own for it.")]
    public void What_cannot_be_changed_here_says_why(ValueKind kind, string words)
    {
        var editor = Render(Node(kind, ""));

        Assert.Equal(words, editor.Find(".body p.muted").TextContent);
        Assert.Empty(editor.FindAll("#value"));
    }

    [Fact]
    public void A_value_of_which_there_are_few_is_chosen_and_keeps_what_it_was()
    {
        var editor = Render(Node(ValueKind.Text, "Sometimes") with { Rules = new ValueRules { Choices = ["\"Always\"", "\"Never\""] } });

        Assert.Equal(["Sometimes", "Always", "Never"], editor.FindAll("option").Select(option => option.TextContent));
        Assert.Equal("one of Always, Never", editor.Find(".hint").TextContent);
    }

    [Fact]
    public void What_is_typed_is_told_as_it_is_typed_and_a_fault_stands_beside_it()
    {
        var typed = new List<string>();
        var editor = Render<ValueEditor>(editor => editor.Add(e => e.Node, Node(ValueKind.Yaml, "[]")).Add(e => e.Text, "[]").Add(e => e.Typed, typed.Add).Add(e => e.Fault, "It must be a list."));

        editor.Find("#value").Input("- a\r\n- b");

        Assert.Equal(["- a\n- b"], typed);
        Assert.Equal(("It must be a list.", "true"), (editor.Find(".error").TextContent, editor.Find("#value").GetAttribute("aria-invalid")));
    }

    [Fact]
    public void Only_a_value_that_was_typed_is_taken_back()
    {
        var resets = 0;
        Assert.DoesNotContain(Render(Node(ValueKind.Text, "a")).FindAll("button"), button => button.TextContent == "Reset");

        var editor = Render<ValueEditor>(editor => editor.Add(e => e.Node, Node(ValueKind.Text, "")).Add(e => e.Text, "b").Add(e => e.IsTyped, true).Add(e => e.Reset, () => resets++));
        editor.FindAll("button").Single(button => button.TextContent == "Reset").Click();

        Assert.Equal((1, "Default: (empty)"), (resets, editor.Find(".was").TextContent));
    }

    private IRenderedComponent<ValueEditor> Render(ValueNode node) => Render<ValueEditor>(editor => editor.Add(e => e.Node, node).Add(e => e.Text, node.Default));

    private static ValueNode Node(ValueKind kind, string text) => new("image.tag", ["image", "tag"], kind, text, "Which one", ValueRules.None, []);
}
