using System.Text;
using System.Text.Json;
using Registry.Web.Packages.Contents;

namespace Registry.Web.Helm;

/// <summary>What somebody typed for a value of a chart.</summary>
internal abstract record TypedValue
{
    private TypedValue()
    {
    }

    /// <param name="IsDefault">Whether it is what the chart has anyway.</param>
    public sealed record Taken(YamlNode Value, bool IsDefault) : TypedValue;

    /// <summary>The reason is one sentence or more.</summary>
    public sealed record Refused(string Reason) : TypedValue;

    public static TypedValue Read(ValueNode node, string typed)
    {
        if (typed.Length > ValueNode.LongestText)
        {
            return new Refused($"It has more than {ValueNode.LongestText} letters.");
        }

        YamlNode value;
        try
        {
            value = Parse(node.Kind, typed);
        }
        catch (UnusableChartException unusable)
        {
            return new Refused(unusable.Message);
        }

        if (Misfit(node, value) is { } misfit)
        {
            return new Refused(misfit);
        }

        if (ChartValues.Json(value) is not { } json)
        {
            return new Refused("It holds a number or a key that JSON has not, and so Helm neither.");
        }

        return node.Rules.Fault(json) is { } fault ? new Refused(fault) : new Taken(value, IsUsual(node, json));
    }

    private static YamlNode Parse(ValueKind kind, string typed) => (kind, YamlScalar.Resolve(typed.Trim())) switch
    {
        (ValueKind.Text, _) => new YamlNode.Text(typed),
        (ValueKind.Number, (YamlNode.Integer or YamlNode.Float) and var number) => number,
        (ValueKind.Number, _) => throw new UnusableChartException("It must be a number."),
        (ValueKind.Flag, YamlNode.Bool flag) => flag,
        (ValueKind.Flag, _) => throw new UnusableChartException("It must be true or false."),
        _ => YamlReader.Read("the YAML", Encoding.UTF8.GetBytes(typed)),
    };

    // Helm leaves out what is no mapping where the chart has one, and a template that walks a list breaks on anything else.
    private static string? Misfit(ValueNode node, YamlNode value) => (node.Default, value) switch
    {
        (_, YamlNode.Null) => null,
        ("{}", not YamlNode.Map) when node.Kind is ValueKind.Yaml => "It must be a mapping, such as key: value.",
        (['[' or '-', ..], not YamlNode.List) when node.Kind is ValueKind.Yaml => "It must be a list, such as - one.",
        _ => null,
    };

    private static bool IsUsual(ValueNode node, JsonElement json)
    {
        try
        {
            return ChartValues.Json(Parse(node.Kind, node.Default)) is { } usual && JsonElement.DeepEquals(usual, json);
        }
        catch (UnusableChartException)
        {
            return false; // an alias, which stands for what is elsewhere
        }
    }
}
