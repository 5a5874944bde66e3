using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Registry.Web.Packages.Contents;

/// <summary>Files as people read and compare them.</summary>
internal static class ReadableText
{
    private const int LongLine = 300;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's text; JSON that was written in one line gets the lines it would have. Null for what is no text to show.</summary>
    public static string? Of(ContentFile? file) =>
        file?.Text is { } text && file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && text.Split('\n').Max(line => line.Length) > LongLine
            ? Indent(text)
            : file?.Text;

    private static string Indent(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            using var output = new MemoryStream();
            using (var writer = new Utf8JsonWriter(output, Indented))
            {
                document.WriteTo(writer);
            }

            return Encoding.UTF8.GetString(output.ToArray());
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
