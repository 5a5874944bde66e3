using System.Text.Json;

namespace Registry.Web.Npm;

/// <summary>Writes what the full document says of the package as a whole, which is what its latest version says of itself.</summary>
internal static class PackumentRootFields
{
    private static readonly string[] Copied = ["description", "author", "license", "repository", "bugs", "homepage", "keywords", "contributors"];

    public static void Write(JsonOutput json, Packument packument)
    {
        var latest = packument.DistTags.FirstOrDefault(tag => tag.Tag == "latest").Version;
        if (packument.Versions.FirstOrDefault(version => version.Version == latest) is { } version)
        {
            Copy(json, version.Document.Span);
        }

        if (packument.Readme is { } readme)
        {
            json.Raw(",\"readme\":"u8).Text(readme);
        }

        if (packument.ReadmeFileName is { } fileName)
        {
            json.Raw(",\"readmeFilename\":"u8).Text(fileName);
        }
    }

    private static void Copy(JsonOutput json, ReadOnlySpan<byte> document)
    {
        Span<Range> values = stackalloc Range[Copied.Length];
        var reader = new Utf8JsonReader(document);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var field = IndexOf(reader);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (field >= 0)
            {
                values[field] = start..(int)reader.BytesConsumed;
            }
        }

        for (var field = 0; field < Copied.Length; field++)
        {
            if (document[values[field]] is { IsEmpty: false } value)
            {
                json.Raw(","u8).Text(Copied[field]).Raw(":"u8).Raw(value);
            }
        }
    }

    private static int IndexOf(Utf8JsonReader reader)
    {
        for (var field = 0; field < Copied.Length; field++)
        {
            if (reader.ValueTextEquals(Copied[field]))
            {
                return field;
            }
        }

        return -1;
    }
}
