using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Registry.Web.Packages.Contents;

/// <summary>Files as people read and compare them.</summary>
internal static class ReadableText
{
    private const int LongLine = 300;
    private const int MostBytes = 2 * 1024 * 1024;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's text; JSON that was written in one line gets the lines it would have, unless it would grow beyond measure. Null for what is no text to show.</summary>
    public static string? Of(ContentFile? file) =>
        file?.Text is { } text && file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && text.Split('\n').Max(line => line.Length) > LongLine
            ? Indent(text)
            : file?.Text;

    private static string Indent(string json)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            if (IndentedSize(bytes) > MostBytes)
            {
                return json;
            }

            using var document = JsonDocument.Parse(bytes);
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

    // What is nested deeply grows sixtyfold: "1," at depth 64 becomes a line of 131 bytes.
    private static long IndentedSize(ReadOnlySpan<byte> json)
    {
        var size = 0L;
        var follows = false; // a value stands in the line of its name
        for (var reader = new Utf8JsonReader(json); reader.Read(); follows = reader.TokenType == JsonTokenType.PropertyName)
        {
            size += "\"\",\n"u8.Length + reader.ValueSpan.Length + (follows ? 0 : 2 * reader.CurrentDepth);
        }

        return size;
    }
}
