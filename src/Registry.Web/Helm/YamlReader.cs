using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Registry.Web.Helm;

/// <summary>
/// Reads the first document of a YAML file. Depth, and the size with every alias written out, are bounded.
/// Refused besides broken YAML: tags other than YAML's own, merge keys, which readers understand differently, and
/// control characters, escaped ones too.
/// </summary>
internal sealed class YamlReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Half of what the JSON reader takes.
    private const int MaxDepth = 32;
    private const int MaxWeight = 4 * 1024 * 1024;

    private readonly string _file;
    private readonly IParser _parser;
    private readonly Dictionary<AnchorName, (YamlNode Node, long Weight)> _anchors = [];
    private long _weight;

    private YamlReader(string file, TextReader text)
    {
        _file = file;
        _parser = new Parser(text);
    }

    /// <param name="file">Its name, for reasons.</param>
    /// <param name="bytes">UTF-8, with or without a byte order mark.</param>
    /// <exception cref="UnusableChartException">The file is no YAML, or exceeds a bound.</exception>
    public static YamlNode Read(string file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = StrictUtf8.GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
            return text.Any(IsForbidden)
                ? throw UnusableChartException.Parsing(file, "control characters are not allowed")
                : new YamlReader(file, new StringReader(text)).ReadDocument();
        }
        catch (DecoderFallbackException broken)
        {
            throw UnusableChartException.Parsing(file, "it is not UTF-8", broken);
        }
        catch (YamlException broken)
        {
            throw UnusableChartException.Parsing(file, $"line {broken.Start.Line}: {broken.Message}", broken);
        }
    }

    private YamlNode ReadDocument()
    {
        _parser.Consume<StreamStart>();
        return _parser.TryConsume<DocumentStart>(out _) ? ReadNode(0) : YamlNode.Null.Value;
    }

    private YamlNode ReadNode(int depth)
    {
        if (depth > MaxDepth)
        {
            throw UnusableChartException.Parsing(_file, $"nested deeper than {MaxDepth} levels");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Dereference(alias);
        }

        var before = _weight;
        var start = _parser.Consume<NodeEvent>();
        var node = start switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart list => YamlTag.IsPlain(list.Tag, "seq") ? ReadList(depth) : throw Refuse(list),
            MappingStart map => YamlTag.IsPlain(map.Tag, "map") ? ReadMap(depth) : throw Refuse(map),
            _ => throw new YamlException(start.Start, start.End, "a value is missing"),
        };
        Weigh(1);

        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor] = (node, _weight - before);
        }

        return node;
    }

    private YamlNode Dereference(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var target))
        {
            throw UnusableChartException.Parsing(_file, $"line {alias.Start.Line}: unknown alias *{alias.Value}");
        }

        Weigh(target.Weight);
        return target.Node;
    }

    private YamlNode.List ReadList(int depth)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new YamlNode.List(items);
    }

    private YamlNode.Map ReadMap(int depth)
    {
        var pairs = new List<KeyValuePair<YamlNode, YamlNode>>();
        while (!_parser.TryConsume<MappingEnd>(out var _))
        {
            if (_parser.Accept<Scalar>(out var key) && key is { Value: "<<", Style: ScalarStyle.Plain })
            {
                throw UnusableChartException.Parsing(_file, $"line {key.Start.Line}: merge keys (<<) are not supported");
            }

            pairs.Add(new(ReadNode(depth + 1), ReadNode(depth + 1)));
        }

        return new YamlNode.Map(pairs);
    }

    private YamlNode ReadScalar(Scalar scalar)
    {
        Weigh(scalar.Value.Length);
        if (scalar.Value.Any(IsForbidden))
        {
            throw UnusableChartException.Parsing(_file, $"line {scalar.Start.Line}: control characters are not allowed");
        }

        var value = scalar.IsPlainImplicit || YamlTag.IsResolved(scalar.Tag) ? YamlScalar.Resolve(scalar.Value) : new YamlNode.Text(scalar.Value);
        return YamlTag.Apply(scalar.Tag, scalar.Value, value) ?? throw Refuse(scalar);
    }

    private static bool IsForbidden(char c) => c is (< ' ' and not ('\t' or '\n' or '\r')) or (>= '\u007F' and < '\u00A0' and not '\u0085') or '\uFFFE' or '\uFFFF';

    private UnusableChartException Refuse(NodeEvent node) =>
        UnusableChartException.Parsing(_file, $"line {node.Start.Line}: the tag {node.Tag} is not supported here");

    private void Weigh(long more)
    {
        _weight += more;
        if (_weight > MaxWeight)
        {
            throw UnusableChartException.Parsing(_file, "too large once its aliases are written out");
        }
    }
}
