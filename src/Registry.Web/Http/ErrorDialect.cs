using System.Text.Json.Serialization;

namespace Registry.Web.Http;

/// <summary>How a family of routes words its refusals. It stands on the endpoints as metadata; a room may derive its own.</summary>
internal class ErrorDialect
{
    /// <summary>GitLab's: <c>{"message": …}</c>, or <c>{"error": …}</c> for a bad parameter.</summary>
    public static ErrorDialect GitLab { get; } = new();

    /// <summary>The dialect of the route; where there is none, of the path; and GitLab's where neither names one.</summary>
    public static ErrorDialect Of(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ErrorDialect>()
        ?? context.RequestServices?.GetServices<PathDialect>().FirstOrDefault(one => context.Request.Path.Value?.Contains(one.Part, StringComparison.Ordinal) == true)?.Dialect
        ?? GitLab;

    /// <summary>Whether a program asks: by the route, and where there is none, or before it is known, by the path.</summary>
    public static bool IsSpokenTo(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ErrorDialect>() is not null || context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    public async Task WriteAsync(HttpContext context, Refusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        AddHeaders(context.Response, refusal);
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.WriteAsJsonAsync(Body(refusal), ErrorJson.Readable.ErrorResponse, cancellationToken: context.RequestAborted);
        }
    }

    protected virtual ErrorResponse Body(Refusal refusal) => new(refusal.Message, refusal.Error, refusal.Description);

    // RFC 6750, with the realm that GitLab gives.
    protected virtual void AddHeaders(HttpResponse response, Refusal refusal)
    {
        if (refusal.Error == Refusal.InvalidTokenError)
        {
            response.Headers.WWWAuthenticate = $"Bearer realm=\"Protected by OAuth 2.0\", error=\"{refusal.Error}\", error_description=\"{refusal.Description}\"";
        }
    }
}

/// <summary>The dialect of paths with that part in them, for requests that no route takes.</summary>
internal sealed record PathDialect(string Part, ErrorDialect Dialect);

/// <summary>The fields of a refusal; those that are null are not written.</summary>
internal sealed record ErrorResponse(
    string? Message,
    string? Error = null,
    [property: JsonPropertyName("error_description")] string? Description = null,
    string? RequestId = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorResponse))]
internal sealed partial class ErrorJson : JsonSerializerContext
{
    /// <summary>People read these bodies in a terminal: quotes and brackets stay as they are.</summary>
    public static ErrorJson Readable { get; } = new(ApiJson.SnakeCase(JsonIgnoreCondition.WhenWritingNull));
}
