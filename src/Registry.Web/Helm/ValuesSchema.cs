using System.Text.Json;
using Registry.Web.Packages.Contents;

namespace Registry.Web.Helm;

/// <summary>What a values.schema.json says of each value, by its path without the numbers of list items.</summary>
internal sealed class ValuesSchema
{
    private const int MaxDepth = 24;
    private const int MostEntries = 5_000;
    private const int LongestPath = 1_000;

    // One text can be said of thousands of values, such as the items of a list.
    private const int LongestText = 2_000;

    // More choices than anybody chooses from.
    private const int MostChoices = 100;
    private const int LongestChoice = 200;
    private const int LongestPattern = 1_000;

    private readonly Dictionary<string, (string? Type, string? Description)> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueRules> _rules = new(StringComparer.Ordinal);

    /// <summary>Reads the file; what is no schema says nothing.</summary>
    public static ValuesSchema Read(byte[]? json)
    {
        var schema = new ValuesSchema();
        if (json is null)
        {
            return schema;
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            schema.Add("", document.RootElement, 0);
        }
        catch (JsonException)
        {
            // The page shows the values without it.
        }

        return schema;
    }

    private string? Description(string path) => _entries.GetValueOrDefault(path).Description;

    public string? Type(string path) => _entries.GetValueOrDefault(path).Type;

    /// <summary>The comment on a value, and what the schema says of it beyond that; empty where nobody says anything.</summary>
    public string Explain(string comment, string path) => (comment, Description(path)) switch
    {
        ({ Length: > 0 }, { } said) when !comment.Contains(said, StringComparison.OrdinalIgnoreCase) => $"{comment}\n{said}",
        ({ Length: > 0 }, _) => comment,
        (_, var said) => said ?? "",
    };

    /// <summary>What is asked of the value, as far as it is simple.</summary>
    public ValueRules Rules(string path) => _rules.GetValueOrDefault(path, ValueRules.None);

    private void Add(string path, JsonElement schema, int depth)
    {
        if (schema.ValueKind is not JsonValueKind.Object || depth > MaxDepth || path.Length > LongestPath || _entries.Count >= MostEntries)
        {
            return;
        }

        if (path.Length > 0)
        {
            _entries[path] = (TypeOf(schema) is { } type ? ChartText.Shorten(type, LongestText) : null, Text(schema, "description") ?? Text(schema, "title"));
            _rules[path] = RulesOf(schema);
        }

        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                Add(path.Length == 0 ? ValuePath.Key(property.Name) : $"{path}.{ValuePath.Key(property.Name)}", property.Value, depth + 1);
            }
        }

        if (schema.TryGetProperty("items", out var items))
        {
            Add($"{path}[]", items, depth + 1);
        }
    }

    private static string? TypeOf(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var choices) && choices.ValueKind is JsonValueKind.Array && choices.GetArrayLength() is > 0 and <= 12)
        {
            return string.Join(" | ", choices.EnumerateArray().Select(choice => choice.ToString()));
        }

        return schema.TryGetProperty("type", out var type) ? type.ValueKind switch
        {
            JsonValueKind.String => type.GetString(),
            JsonValueKind.Array => string.Join(" | ", type.EnumerateArray().Select(one => one.ToString())),
            _ => null,
        }
            : null;
    }

    private static string? Text(JsonElement schema, string field) =>
        schema.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? ChartText.Shorten(text, LongestText) : null;

    private static ValueRules RulesOf(JsonElement schema) => new()
    {
        Types = schema.TryGetProperty("type", out var type) ? [.. Listed(type).Where(one => one.ValueKind is JsonValueKind.String).Select(one => one.GetString()!).Take(8)] : [],
        Choices = Choices(schema),
        Minimum = Number(schema, "minimum"),
        Maximum = Number(schema, "maximum"),
        MinLength = Length(schema, "minLength"),
        MaxLength = Length(schema, "maxLength"),
        Pattern = schema.TryGetProperty("pattern", out var pattern) && pattern.ValueKind is JsonValueKind.String && pattern.GetString() is { Length: <= LongestPattern } text ? text : null,
    };

    // All of them or none: of a few nobody could choose the others.
    private static string[] Choices(JsonElement schema) =>
        schema.TryGetProperty("enum", out var choices) && choices.ValueKind is JsonValueKind.Array && choices.GetArrayLength() <= MostChoices
            && choices.EnumerateArray().All(choice => choice.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object) && choice.GetRawText().Length <= LongestChoice)
            ? [.. choices.EnumerateArray().Select(choice => choice.GetRawText())]
            : [];

    private static int? Length(JsonElement schema, string field) => Number(schema, field) is >= 0 and <= int.MaxValue and var length ? (int)length : null;

    private static double? Number(JsonElement schema, string field) =>
        schema.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    private static JsonElement[] Listed(JsonElement one) => one.ValueKind is JsonValueKind.Array ? [.. one.EnumerateArray()] : [one];
}
