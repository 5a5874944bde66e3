using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Registry.Web.Http;

/// <summary>The answers that GitLab's routes have in common.</summary>
internal static class GitLabResults
{
    /// <summary><c>201 {"message":"201 Created"}</c>.</summary>
    public static IResult Created() =>
        TypedResults.Json(new MessageResponse("201 Created"), MessageJson.Default.MessageResponse, statusCode: StatusCodes.Status201Created);

    /// <summary>A JSON body that only the caller may keep, and asks about again each time, as GitLab's REST API says.</summary>
    public static IResult Json<T>(HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        context.Response.Headers.CacheControl = "max-age=0, private, must-revalidate";
        return TypedResults.Json(value, type, statusCode: status);
    }

    /// <summary>A page of a list with its headers.</summary>
    public static IResult Page<T>(HttpContext context, Paged<T> paged, JsonTypeInfo<IReadOnlyList<T>> type)
    {
        context.WritePage(paged, context.RequestServices.GetRequiredService<PublicUrl>());
        return Json(context, paged.Rows, type);
    }

    /// <summary>The page of a list that the request's cursor names, with its headers; a refusal where the cursor is none that was given out.</summary>
    public static async Task<IResult> PageByCursorAsync<T>(HttpContext context, int size, Func<KeysetPage, Task<KeysetRows<T>>> read, JsonTypeInfo<IReadOnlyList<T>> type)
    {
        if (KeysetPage.Of(context.Get(KeysetPage.Cursor), size) is not { } page)
        {
            return Refused(Refusal.Parameter("cursor is invalid"));
        }

        var found = await read(page);
        context.WriteCursors(context.RequestServices.GetRequiredService<PublicUrl>(), size, found.Next, found.Previous);
        return Json(context, found.Rows, type);
    }

    /// <summary><c>202 {"message":"202 Accepted"}</c>.</summary>
    public static IResult Accepted() =>
        TypedResults.Json(new MessageResponse("202 Accepted"), MessageJson.Default.MessageResponse, statusCode: StatusCodes.Status202Accepted);

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
