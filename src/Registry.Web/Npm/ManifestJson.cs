using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Registry.Web.Npm;

/// <summary>Reads fields of JSON that may have any shape.</summary>
internal static class ManifestJson
{
    extension(JsonElement element)
    {
        /// <summary>The field, or an undefined element. The last of a doubled one counts.</summary>
        public JsonElement Field(string name) =>
            element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

        /// <summary>The field if it is a string.</summary>
        public string? Text(string name) => element.Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

        /// <summary>The bytes of a base64 string.</summary>
        public bool TryBytes([NotNullWhen(true)] out byte[]? bytes)
        {
            bytes = null;
            return element.ValueKind is JsonValueKind.String && element.TryGetBytesFromBase64(out bytes);
        }

        /// <summary>What is a string in an array; nothing of another shape.</summary>
        public IEnumerable<string> Texts() => element.ValueKind is JsonValueKind.Array
            ? element.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)
            : [];

        /// <summary>What is a string in an object, the last of each name; nothing of another shape.</summary>
        public Dictionary<string, string> TextMap()
        {
            var map = new Dictionary<string, string>(StringComparer.Ordinal);
            if (element.ValueKind is JsonValueKind.Object)
            {
                foreach (var property in element.EnumerateObject())
                {
                    map.Remove(property.Name);
                    if (property.Value.ValueKind is JsonValueKind.String)
                    {
                        map.Add(property.Name, property.Value.GetString()!);
                    }
                }
            }

            return map;
        }
    }
}
