using Registry.Web.Packages.Contents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Registry.Web.Helm;

/// <summary>
/// Reads a values.yaml as the tree that somebody changes values in. A list is one value: Helm puts another in its place as a
/// whole. Aliases are shown, never followed.
/// </summary>
internal sealed class ChartOutline
{
    private const int MaxDepth = 32;
    private const int MostNodes = 5_000;
    private const int LongestPath = 1_000;

    private readonly string _text;
    private readonly Parser _parser;
    private readonly ValueComments _comments;
    private readonly ValuesSchema _schema;
    private int _nodes;

    private ChartOutline(string text, ValuesSchema schema)
    {
        _text = text;
        _parser = new Parser(new StringReader(text));
        _comments = new ValueComments(text.Split('\n'));
        _schema = schema;
    }

    public static ValueOutline Read(string text, ValuesSchema schema)
    {
        try
        {
            return new ChartOutline(text.ReplaceLineEndings("\n"), schema).ReadDocument();
        }
        catch (YamlException broken)
        {
            return new ValueOutline([], $"values.yaml cannot be read beyond line {broken.Start.Line}: {ChartText.Shorten(broken.Message, 300)}");
        }
    }

    private ValueOutline ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _) || !_parser.TryConsume<MappingStart>(out _))
        {
            return ValueOutline.None;
        }

        var roots = ReadMap("", [], 1);
        return new ValueOutline(roots, _nodes >= MostNodes ? $"Only the first {MostNodes} values are listed." : null);
    }

    private List<ValueNode> ReadMap(string path, IReadOnlyList<string> keys, int depth)
    {
        var (nodes, places) = (new List<ValueNode>(), new Dictionary<string, int>(StringComparer.Ordinal));
        while (_nodes < MostNodes && !_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var key))
            {
                throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a key that is no text");
            }

            var name = Name(key);
            var node = ReadValue(path.Length == 0 ? ValuePath.Key(name) : $"{path}.{ValuePath.Key(name)}", [.. keys, name], key, depth);
            if (key is { Value: "<<", Style: ScalarStyle.Plain })
            {
                continue; // it merges others in, and is none itself
            }

            // Of two of one name the last counts.
            if (places.TryGetValue(name, out var place))
            {
                nodes[place] = node;
            }
            else
            {
                places[name] = nodes.Count;
                nodes.Add(node);
                _nodes++;
            }
        }

        return nodes;
    }

    private ValueNode ReadValue(string path, IReadOnlyList<string> keys, Scalar key, int depth)
    {
        if (depth > MaxDepth || path.Length > LongestPath)
        {
            throw new YamlException(key.Start, key.End, depth > MaxDepth ? $"nested deeper than {MaxDepth} levels" : $"a path of more than {LongestPath} letters");
        }

        var value = _parser.Consume<NodeEvent>();
        if (value is MappingStart)
        {
            var said = Told(path, key, key.Start);
            return ReadMap(path, keys, depth + 1) is { Count: > 0 } children
                ? new ValueNode(path, keys, ValueKind.Group, "", said, Rules(path), children)
                : Leaf(path, keys, ValueKind.Yaml, "{}", said);
        }

        if (value is SequenceStart list)
        {
            var end = SkipList();
            var bracket = list.Style is SequenceStyle.Flow ? 1 : 0; // the parser ends it where its last bracket begins
            return Leaf(path, keys, ValueKind.Yaml, Slice(value.Start, end.Index + bracket), Told(path, key, value.Start.Line == end.Line ? end : key.Start));
        }

        return value is Scalar scalar
            ? Leaf(path, keys, KindOf(scalar, Rules(path)), scalar.Value, Told(path, key, scalar.End)) switch
            {
                { Kind: ValueKind.Yaml } yaml => yaml with { Default = Slice(scalar.Start, scalar.End.Index) is { Length: > 0 } text ? text : "null" },
                var node => node,
            }
            : Leaf(path, keys, ValueKind.Yaml, Slice(value.Start, value.End.Index), Told(path, key, value.End));
    }

    private ValueNode Leaf(string path, IReadOnlyList<string> keys, ValueKind kind, string text, string said) => text.Length <= ValueNode.LongestText
        ? new ValueNode(path, keys, kind, text, said, Rules(path), [])
        : new ValueNode(path, keys, ValueKind.TooLong, ChartText.Shorten(text, ValueNode.LongestText), said, Rules(path), []);

    private Mark SkipList()
    {
        for (var open = 1; ;)
        {
            var next = _parser.Consume<ParsingEvent>();
            open += next.NestingIncrease;
            if (open == 0)
            {
                return next.End;
            }
        }
    }

    // As it stands in the file, moved to the left edge; comments behind it are about what follows.
    private string Slice(Mark start, long end)
    {
        var lines = _text[(int)start.Index..Math.Max((int)start.Index, (int)end)].Split('\n');
        var kept = lines.Length;
        while (kept > 1 && lines[kept - 1].TrimStart() is "" or ['#', ..])
        {
            kept--;
        }

        return string.Join('\n', lines.Take(kept).Select((line, index) => index == 0 ? line : Outdent(line, (int)start.Column - 1))).TrimEnd();
    }

    private static string Outdent(string line, int columns) => line[Math.Min(columns, line.Length - line.TrimStart(' ').Length)..];

    // As Helm names it: on is true, and 0x10 is 16.
    private static string Name(Scalar key) => (key.IsPlainImplicit ? ChartValues.Key(YamlScalar.Resolve(key.Value)) : null) ?? key.Value;

    private static ValueKind KindOf(Scalar scalar, ValueRules rules)
    {
        var value = scalar.IsPlainImplicit ? YamlScalar.Resolve(scalar.Value) : new YamlNode.Text(scalar.Value);
        var kind = value switch
        {
            YamlNode.Bool => ValueKind.Flag,
            YamlNode.Integer or YamlNode.Float => ValueKind.Number,
            YamlNode.Text => ValueKind.Text,
            _ => ValueKind.Yaml,
        };
        var asked = rules.Types.Where(type => type != "null").Select(type => type switch
        {
            "boolean" => ValueKind.Flag,
            "integer" or "number" => ValueKind.Number,
            "string" => ValueKind.Text,
            _ => ValueKind.Yaml,
        }).Distinct().ToList();
        return asked switch
        {
            [] => kind,
            [ValueKind.Text] when value is YamlNode.Null => ValueKind.Text,
            [var only] when only == kind => kind,
            _ => ValueKind.Yaml,
        };
    }

    private string Told(string path, Scalar key, Mark end) =>
        _schema.Explain(_comments.Of(path, (int)key.Start.Line, (int)end.Line, (int)key.Start.Column), path);

    private ValueRules Rules(string path) => _schema.Rules(path);
}
