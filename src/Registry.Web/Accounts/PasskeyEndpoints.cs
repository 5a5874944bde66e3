using System.Net.Mime;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Registry.Web.Auth;

namespace Registry.Web.Accounts;

/// <summary>What a browser asks before it makes or uses a passkey. The pages' own forms carry the answer.</summary>
internal static class PasskeyEndpoints
{
    public static void MapPasskeys(this IEndpointRouteBuilder app)
    {
        app.MapPost("/users/passkey_options", RequestAsync).AllowAnonymous();
        app.MapPost("/-/user_settings/passkeys/options", CreateAsync).RequireAuthorization();
    }

    private static async Task<IResult> RequestAsync(HttpContext context, IAntiforgery antiforgery, Passkeys passkeys) =>
        await antiforgery.IsRequestValidAsync(context) ? Answer(await passkeys.RequestOptionsAsync()) : TypedResults.BadRequest();

    private static async Task<IResult> CreateAsync(HttpContext context, IAntiforgery antiforgery, Passkeys passkeys, Confirmation confirmation) =>
        !confirmation.IsRecent(context) ? TypedResults.StatusCode(StatusCodes.Status403Forbidden)
        : await antiforgery.IsRequestValidAsync(context) && context.GetCaller() is Caller.Account user && await passkeys.CreationOptionsAsync(user.UserId) is { } options
            ? Answer(options)
            : TypedResults.BadRequest();

    private static ContentHttpResult Answer(string json) => TypedResults.Text(json, MediaTypeNames.Application.Json);
}
