using System.Text.Json;
using System.Text.Json.Nodes;

namespace Registry.Web.Helm;

/// <summary>What Helm makes of a YAML value where the field decides the type.</summary>
internal static class ChartValues
{
    // A key on one line may have 1024 characters in YAML, and escaping doubles a quote.
    private const int MaxKeyLength = 500;

    /// <summary>Null where the value is no scalar.</summary>
    public static string? Text(YamlNode node) => node switch
    {
        YamlNode.Null => "",
        YamlNode.Text text => text.Value,
        YamlNode.Bool flag => flag.Value ? "true" : "false",
        YamlNode.Integer number => number.Value.ToString(),
        YamlNode.Float number => GoFloat.Format(number.Value),
        _ => null,
    };

    /// <summary>Null where the key is no scalar, or would be no simple key in an index.</summary>
    public static string? Key(YamlNode node) => node switch
    {
        YamlNode.Null => null,
        YamlNode.Float { Value: double.NaN } => ".nan",
        YamlNode.Float { Value: double.PositiveInfinity } => ".inf",
        YamlNode.Float { Value: double.NegativeInfinity } => "-.inf",
        _ when Text(node) is { Length: <= MaxKeyLength } key && !QuotedYaml.HasLongEscape(key) => key,
        _ => null,
    };

    /// <summary>Null where JSON has no such value: infinite numbers, keys that are no text or of one text.</summary>
    public static JsonElement? Json(YamlNode node) =>
        TryJson(node, out var json) ? JsonSerializer.SerializeToElement(json, ChartJson.Default.JsonNode) : null;

    public static IEnumerable<KeyValuePair<YamlNode, YamlNode>> LastOfEach(YamlNode.Map map)
    {
        var last = new Dictionary<YamlNode, YamlNode>();
        foreach (var (key, value) in map.Pairs)
        {
            last[key] = value;
        }

        return last;
    }

    private static bool TryJson(YamlNode node, out JsonNode? json)
    {
        json = node switch
        {
            YamlNode.Text text => text.Value,
            YamlNode.Bool flag => flag.Value,
            YamlNode.Integer number when number.Value <= long.MaxValue => (long)number.Value,
            YamlNode.Integer number => (ulong)number.Value,
            YamlNode.Float number when double.IsFinite(number.Value) => number.Value,
            YamlNode.List list => Array(list),
            YamlNode.Map map => Object(map),
            _ => null,
        };
        return json is not null || node is YamlNode.Null;
    }

    private static JsonArray? Array(YamlNode.List list)
    {
        var array = new JsonArray();
        foreach (var item in list.Items)
        {
            if (!TryJson(item, out var json))
            {
                return null;
            }

            array.Add(json);
        }

        return array;
    }

    private static JsonObject? Object(YamlNode.Map map)
    {
        var result = new JsonObject();
        foreach (var (key, value) in LastOfEach(map))
        {
            if (Key(key) is not { } name || !TryJson(value, out var json) || !result.TryAdd(name, json))
            {
                return null;
            }
        }

        return result;
    }
}
