using System.Text;
using System.Text.Json;

namespace Registry.Web.Helm;

/// <summary>A mapping as an item of a block list. What is empty is left out.</summary>
internal sealed class YamlItem(StringBuilder output, string indent)
{
    private bool _isBegun;

    public void Raw(string key, string value) => Key(key).Append(' ').Append(value).Append('\n');

    public void Text(string key, string? value)
    {
        if (value is not null)
        {
            Key(key).Append(' ').AppendQuoted(value).Append('\n');
        }
    }

    public void Flag(string key, bool value)
    {
        if (value)
        {
            Raw(key, "true");
        }
    }

    public void Texts(string key, IReadOnlyList<string> values)
    {
        Head(key, values.Count);
        foreach (var value in values)
        {
            output.Append(indent).Append("  - ").AppendQuoted(value).Append('\n');
        }
    }

    public void Items<T>(string key, IReadOnlyList<T> values, Action<YamlItem, T> write)
    {
        Head(key, values.Count);
        foreach (var value in values)
        {
            write(new YamlItem(output, indent + "  "), value);
        }
    }

    public void Map(string key, IReadOnlyDictionary<string, string> pairs)
    {
        Head(key, pairs.Count);
        foreach (var (name, value) in pairs)
        {
            output.Append(indent).Append("    ").AppendQuoted(name).Append(": ").AppendQuoted(value).Append('\n');
        }
    }

    public void Values(string key, IReadOnlyList<JsonElement> values)
    {
        if (values.Count > 0)
        {
            AppendList(Key(key).Append(' '), values);
            output.Append('\n');
        }
    }

    private void Head(string key, int count)
    {
        if (count > 0)
        {
            Key(key).Append('\n');
        }
    }

    private StringBuilder Key(string key)
    {
        output.Append(indent).Append(_isBegun ? "  " : "- ").Append(key).Append(':');
        _isBegun = true;
        return output;
    }

    // Flow style, which is JSON but for the way text is quoted.
    private static void AppendList(StringBuilder output, IEnumerable<JsonElement> values)
    {
        var separator = "[";
        foreach (var value in values)
        {
            Append(output.Append(separator), value);
            separator = ", ";
        }

        output.Append(separator == "[" ? "[]" : "]");
    }

    private static void Append(StringBuilder output, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                AppendList(output, value.EnumerateArray());
                break;
            case JsonValueKind.Object:
                var separator = "{";
                foreach (var property in value.EnumerateObject())
                {
                    Append(output.Append(separator).AppendQuoted(property.Name).Append(": "), property.Value);
                    separator = ", ";
                }

                output.Append(separator == "{" ? "{}" : "}");
                break;
            case JsonValueKind.String:
                output.AppendQuoted(value.GetString()!);
                break;
            default:
                output.Append(value.GetRawText());
                break;
        }
    }
}
