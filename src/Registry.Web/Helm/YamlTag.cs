using YamlDotNet.Core;

namespace Registry.Web.Helm;

/// <summary>The tags of YAML's own types, which Helm knows; there are no others.</summary>
internal static class YamlTag
{
    private const string Prefix = "tag:yaml.org,2002:";

    public static bool IsPlain(TagName tag, string own) => tag.IsEmpty || tag == "!" || tag == Prefix + own;

    /// <summary>Whether a scalar means what it says unquoted, even where it is quoted.</summary>
    public static bool IsResolved(TagName tag) => !IsPlain(tag, "str");

    /// <summary>The value the tag makes of a scalar, or null where it cannot.</summary>
    public static YamlNode? Apply(TagName tag, string text, YamlNode resolved) => (tag.IsEmpty ? null : tag.Value, resolved) switch
    {
        (null, _) => resolved,
        ("!" or Prefix + "str", _) => new YamlNode.Text(text),
        (Prefix + "null", YamlNode.Null) or (Prefix + "bool", YamlNode.Bool) => resolved,
        (Prefix + "int", YamlNode.Integer) or (Prefix + "float", YamlNode.Float) => resolved,
        (Prefix + "float", YamlNode.Integer integer) => new YamlNode.Float((double)integer.Value),
        _ => null,
    };
}
