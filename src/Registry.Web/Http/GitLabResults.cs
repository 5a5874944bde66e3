using System.Text.Json.Serialization;

namespace Registry.Web.Http;

/// <summary>The answers that GitLab's routes have in common.</summary>
internal static class GitLabResults
{
    /// <summary><c>201 {"message":"201 Created"}</c>.</summary>
    public static IResult Created() =>
        TypedResults.Json(new MessageResponse("201 Created"), MessageJson.Default.MessageResponse, statusCode: StatusCodes.Status201Created);

    /// <summary>The refusal in the words of the route it happens on.</summary>
    public static IResult Refused(Refusal refusal) => new RefusedResult(refusal);

    private sealed class RefusedResult(Refusal refusal) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => refusal.Status;

        public Task ExecuteAsync(HttpContext httpContext) => ErrorDialect.Of(httpContext).WriteAsync(httpContext, refusal);
    }
}

internal sealed record MessageResponse(string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MessageResponse))]
internal sealed partial class MessageJson : JsonSerializerContext;
