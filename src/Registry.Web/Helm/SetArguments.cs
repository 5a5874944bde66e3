using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Registry.Web.Helm;

/// <summary>
/// Arguments of helm that set a value: <c>--set</c>, <c>--set-string</c> where it would make something else of a text, and
/// <c>--set-json</c> (from Helm 3.10) for what neither can say. https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set
/// </summary>
internal static partial class SetArguments
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The arguments for a shell; none where no argument can say it.</summary>
    /// <param name="path">As <see cref="ValuePath"/> writes it.</param>
    /// <param name="value">What to set.</param>
    public static IReadOnlyList<string> Of(string path, YamlNode value)
    {
        if (value is YamlNode.Null)
        {
            return [Argument("--set", path, "null")];
        }

        if (IsSimple(value))
        {
            return [.. Simple(path, value)];
        }

        return ChartValues.Json(value) is { } json ? [Argument("--set-json", path, Text(json))] : [];
    }

    /// <summary>The one argument that sets a path to a plain value; null for what is more than a line.</summary>
    public static string? OfPlain(string path, YamlNode value) =>
        ChartValues.Text(value) is { Length: <= 200 } text && !text.Contains('\n', StringComparison.Ordinal) ? Of(path, value).SingleOrDefault() : null;

    // What --set takes piece by piece: texts, flags and whole numbers, and what holds them.
    private static bool IsSimple(YamlNode value) => value switch
    {
        YamlNode.Text or YamlNode.Bool => true,
        YamlNode.Integer number => number.Value >= long.MinValue && number.Value <= long.MaxValue,
        YamlNode.List list => list.Items.Count > 0 && list.Items.All(item => item is not YamlNode.List && IsSimple(item)),
        YamlNode.Map map => map.Pairs.Count > 0 && map.Pairs.All(pair => IsSimple(pair.Value) && ChartValues.Key(pair.Key) is { Length: > 0 }),
        _ => false,
    };

    private static IEnumerable<string> Simple(string path, YamlNode value) => value switch
    {
        YamlNode.List list => list.Items.SelectMany((item, index) => Simple($"{path}[{index}]", item)),
        YamlNode.Map map => ChartValues.LastOfEach(map).SelectMany(pair => Simple($"{path}.{ValuePath.Key(ChartValues.Key(pair.Key)!)}", pair.Value)),
        YamlNode.Text text => [Argument(IsTakenForMore(text.Value) ? "--set-string" : "--set", path, ValuePath.Escape(text.Value))],
        _ => [Argument("--set", path, ChartValues.Text(value)!)],
    };

    // Helm's own reading, which is not YAML's: any case of true, false and null, and whole numbers.
    private static bool IsTakenForMore(string text) => Special().IsMatch(text);

    private static string Argument(string option, string path, string text) => $"{option} {ValuePath.Quote($"{path}={text}")}";

    private static string Text(JsonElement json)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, Readable))
        {
            json.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }

    [GeneratedRegex(@"\A([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Nn][Uu][Ll][Ll]|[-+]?[0-9]+)\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Special();
}
