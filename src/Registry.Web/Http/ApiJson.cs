using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Registry.Web.Http;

/// <summary>How JSON is written for programs and for people at a terminal: quotes, plus signs and every script stay as they are, and times are <see cref="ApiTime"/>'s.</summary>
internal static class ApiJson
{
    /// <summary>Options for one context alone: a context makes those it is given its own.</summary>
    public static JsonSerializerOptions SnakeCase(JsonIgnoreCondition ignored = JsonIgnoreCondition.Never) => Readable(JsonNamingPolicy.SnakeCaseLower, ignored);

    /// <summary>The same with names as npm writes them.</summary>
    public static JsonSerializerOptions CamelCase() => Readable(JsonNamingPolicy.CamelCase, JsonIgnoreCondition.Never);

    private static JsonSerializerOptions Readable(JsonNamingPolicy naming, JsonIgnoreCondition ignored) => new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = naming,
        DefaultIgnoreCondition = ignored,
        Converters = { new ApiTime() },
    };
}
