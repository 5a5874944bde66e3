namespace Registry.Web.Helm;

/// <summary>A YAML value, its plain scalars resolved as YAML 1.1 the way Helm's parser resolves them.</summary>
internal abstract record YamlNode
{
    private YamlNode()
    {
    }

    public sealed record Null : YamlNode
    {
        public static Null Value { get; } = new();
    }

    public sealed record Text(string Value) : YamlNode;

    public sealed record Bool(bool Value) : YamlNode;

    /// <summary>Anything from -2^63 to 2^64-1.</summary>
    public sealed record Integer(Int128 Value) : YamlNode;

    public sealed record Float(double Value) : YamlNode;

    public sealed record List(IReadOnlyList<YamlNode> Items) : YamlNode;

    public sealed record Map(IReadOnlyList<KeyValuePair<YamlNode, YamlNode>> Pairs) : YamlNode;
}
