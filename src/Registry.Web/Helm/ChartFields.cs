using System.Text.Json;

namespace Registry.Web.Helm;

/// <summary>
/// The fields of one mapping in Chart.yaml, read by name. As in Helm, case does not matter, unknown fields are skipped,
/// a number or boolean where text belongs becomes text, and of a key written twice the last counts.
/// Two spellings of one field, which readers weigh differently, are refused.
/// </summary>
internal sealed class ChartFields
{
    private readonly string _owner;
    private readonly Dictionary<string, YamlNode> _fields = new(StringComparer.Ordinal);

    /// <param name="node">A mapping, or null, which has no fields.</param>
    /// <param name="owner">What the mapping is, for reasons: a file, or <c>maintainers[0]</c>.</param>
    /// <param name="known">The names of the fields, in lower case.</param>
    public ChartFields(YamlNode node, string owner, IReadOnlySet<string> known)
    {
        _owner = owner;
        if (node is YamlNode.Null)
        {
            return;
        }

        foreach (var (key, value) in ChartValues.LastOfEach(node is YamlNode.Map map ? map : throw Refuse("must be a mapping")))
        {
            if (key is YamlNode.Text { Value: var name } && Fold(name) is var field && known.Contains(field) && !_fields.TryAdd(field, value))
            {
                throw Refuse($"gives \"{field}\" in two spellings");
            }
        }
    }

    public IEnumerable<string> Names => _fields.Keys;

    /// <summary>The text as written, null where it is empty.</summary>
    public string? Raw(string name) => Get(name) is var node && ChartValues.Text(node) is { } text
        ? NullIfEmpty(text)
        : throw Refuse($"needs text for \"{name}\"");

    /// <summary>The text as Helm cleans it, null where it is empty.</summary>
    public string? Text(string name) => Raw(name) is { } text ? NullIfEmpty(ChartText.Clean(text)) : null;

    public bool Flag(string name) => Get(name) switch
    {
        YamlNode.Null => false,
        YamlNode.Bool flag => flag.Value,
        _ => throw Refuse($"needs true or false for \"{name}\", unquoted"),
    };

    public IReadOnlyList<YamlNode> List(string name) => Get(name) switch
    {
        YamlNode.Null => [],
        YamlNode.List list => list.Items,
        _ => throw Refuse($"needs a list for \"{name}\""),
    };

    public IReadOnlyList<string> Texts(string name) =>
        [.. List(name).Select(item => ChartText.Clean(ChartValues.Text(item) ?? throw Refuse($"needs a list of text for \"{name}\"")))];

    public IReadOnlyList<JsonElement> Values(string name) =>
        [.. List(name).Select(item => ChartValues.Json(item) ?? throw Refuse($"has a value in \"{name}\" that JSON cannot hold"))];

    /// <summary>A mapping of text to text, kept as written, sorted by key.</summary>
    public IReadOnlyDictionary<string, string> TextMap(string name)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var pairs = Get(name) switch
        {
            YamlNode.Null => [],
            YamlNode.Map map => ChartValues.LastOfEach(map),
            _ => throw Refuse($"needs a mapping for \"{name}\""),
        };

        foreach (var (key, value) in pairs)
        {
            var text = ChartValues.Key(key) ?? throw Refuse($"has a key in \"{name}\" that is no text, or too long");
            if (!texts.TryAdd(text, ChartValues.Text(value) ?? throw Refuse($"needs text for \"{name}\" / \"{text}\"")))
            {
                throw Refuse($"gives \"{name}\" / \"{text}\" in two spellings");
            }
        }

        return texts;
    }

    private YamlNode Get(string name) => _fields.GetValueOrDefault(name.ToLowerInvariant(), YamlNode.Null.Value);

    // Helm's JSON reader takes the long s and the Kelvin sign for s and k.
    private static string Fold(string name) => name.Replace('\u017F', 's').Replace('\u212A', 'k').ToLowerInvariant();

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private UnusableChartException Refuse(string reason) => UnusableChartException.Validation($"{_owner} {reason}");
}
