using System.Text.Json.Serialization;

namespace Registry.Web.Http;

/// <summary>GitLab's refusal of a value that was well-formed and cannot be saved: <c>{"message":{"path":["has already been taken"]}}</c>.</summary>
internal static class FieldFaults
{
    public static IResult Refused(string field, string fault, int status = StatusCodes.Status400BadRequest) => TypedResults.Json(
        new FieldFaultsResponse(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [field] = [fault] }), FieldFaultsJson.Readable.FieldFaultsResponse, statusCode: status);
}

internal sealed record FieldFaultsResponse(IReadOnlyDictionary<string, IReadOnlyList<string>> Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FieldFaultsResponse))]
internal sealed partial class FieldFaultsJson : JsonSerializerContext
{
    /// <summary>Quotes stay as they are.</summary>
    public static FieldFaultsJson Readable { get; } = new(ApiJson.SnakeCase());
}
