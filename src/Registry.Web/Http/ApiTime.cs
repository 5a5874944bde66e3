using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Registry.Web.Http;

/// <summary>A time as GitLab and npm's registry write it: <c>2026-07-14T09:30:00.000Z</c>.</summary>
internal sealed class ApiTime : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
