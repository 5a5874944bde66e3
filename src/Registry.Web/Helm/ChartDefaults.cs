using Registry.Web.Packages.Contents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Registry.Web.Helm;

/// <summary>
/// Reads a values.yaml for people: each value with its path, its default as it stands there, and the comment above or beside
/// it. Aliases are shown, never followed, so that no file is larger than it looks.
/// </summary>
internal sealed class ChartDefaults
{
    private const int MaxDepth = 32;
    private const int MostEntries = 5_000;
    private const int LongestDefault = 2_000;

    // It stands again in the path of each value below it.
    private const int LongestPath = 1_000;

    private readonly Parser _parser;
    private readonly string[] _lines;
    private readonly ValueComments _comments;
    private readonly ValuesSchema _schema;
    private readonly List<ValueEntry> _entries = [];

    private ChartDefaults(string text, ValuesSchema schema)
    {
        _parser = new Parser(new StringReader(text));
        _lines = text.ReplaceLineEndings("\n").Split('\n');
        _comments = new ValueComments(_lines);
        _schema = schema;
    }

    public static ValueList Read(string text, ValuesSchema schema)
    {
        var reading = new ChartDefaults(text, schema);
        try
        {
            reading.ReadDocument();
            return new ValueList(reading._entries, reading._entries.Count == MostEntries ? $"Only the first {MostEntries} values are listed." : null);
        }
        catch (YamlException broken)
        {
            return new ValueList(reading._entries, $"values.yaml cannot be read beyond line {broken.Start.Line}: {ChartText.Shorten(broken.Message, 300)}");
        }
    }

    private bool IsFull => _entries.Count >= MostEntries;

    private void ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<DocumentStart>(out _) && _parser.Accept<MappingStart>(out _))
        {
            ReadMap("", "", 0);
        }
    }

    private void ReadMap(string path, string place, int depth)
    {
        _parser.Consume<MappingStart>();
        while (!IsFull && !_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var key))
            {
                throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a key that is no text");
            }

            var name = ValuePath.Key(key.Value);
            ReadValue(path.Length == 0 ? name : $"{path}.{name}", place.Length == 0 ? name : $"{place}.{name}", key, depth + 1);
        }
    }

    private void ReadList(string path, string place, NodeEvent owner, int depth)
    {
        _parser.Consume<SequenceStart>();
        for (var index = 0; !IsFull && !_parser.TryConsume<SequenceEnd>(out _); index++)
        {
            ReadValue($"{path}[{index}]", $"{place}[]", _parser.Current as NodeEvent ?? owner, depth + 1);
        }
    }

    // place is the path without the numbers of list items, by which a schema speaks of it.
    private void ReadValue(string path, string place, ParsingEvent owner, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new YamlException(owner.Start, owner.End, $"nested deeper than {MaxDepth} levels");
        }

        if (path.Length > LongestPath)
        {
            throw new YamlException(owner.Start, owner.End, $"a path of more than {LongestPath} letters");
        }

        switch (_parser.Current)
        {
            case AnchorAlias alias:
                _parser.MoveNext();
                Add(path, place, $"*{alias.Value}", set: null, owner, alias.End);
                break;
            case Scalar scalar:
                _parser.MoveNext();
                var value = scalar.IsPlainImplicit ? YamlScalar.Resolve(scalar.Value) : new YamlNode.Text(scalar.Value);
                // Within a list there is none: Helm would put a list of that one item in the place of the chart's.
                Add(path, place, Shown(scalar), path == place ? SetArguments.OfPlain(path, value) : null, owner, scalar.End);
                break;
            case MappingStart { Start: var start }:
                var before = _entries.Count;
                var said = _comments.Of(path, LineOf(owner), LineOf(owner), (int)owner.Start.Column);
                ReadMap(path, place, depth);
                Settle(before, path, place, "{}", said, start);
                break;
            case SequenceStart { Start: var start }:
                before = _entries.Count;
                said = _comments.Of(path, LineOf(owner), LineOf(owner), (int)owner.Start.Column);
                ReadList(path, place, (NodeEvent)_parser.Current, depth);
                Settle(before, $"{path}[]", $"{place}[]", "[]", said, start);
                break;
            default:
                throw new YamlException(owner.Start, owner.End, "a value is missing");
        }
    }

    // What holds nothing is a value of its own; else what is said of the whole goes with the first of its parts that says nothing.
    private void Settle(int before, string path, string place, string empty, string said, Mark start)
    {
        if (_entries.Count == before && !IsFull)
        {
            var owner = place.EndsWith("[]", StringComparison.Ordinal) ? place[..^2] : place;
            _entries.Add(new ValueEntry(path, empty, _schema.Explain(said, owner), Set: null, _schema.Type(owner), (int)start.Line));
        }
        else if (said.Length > 0 && _entries.Count > before && _entries[before].Description.Length == 0)
        {
            _entries[before] = _entries[before] with { Description = said };
        }
    }

    private void Add(string path, string place, string shown, string? set, ParsingEvent owner, Mark end)
    {
        var comment = _comments.Of(path, LineOf(owner), (int)end.Line, (int)owner.Start.Column);
        _entries.Add(new ValueEntry(path, ChartText.Shorten(shown, LongestDefault), _schema.Explain(comment, place), set, _schema.Type(place), LineOf(owner)));
    }

    private static int LineOf(ParsingEvent one) => (int)one.Start.Line;

    // A quoted text keeps its quotes: "1" is another value than 1.
    private static string Shown(Scalar scalar) => scalar.Style switch
    {
        ScalarStyle.DoubleQuoted or ScalarStyle.SingleQuoted => $"\"{scalar.Value}\"",
        ScalarStyle.Literal or ScalarStyle.Folded => scalar.Value.TrimEnd('\n'),
        _ => scalar.Value.Length == 0 ? "null" : scalar.Value,
    };
}
