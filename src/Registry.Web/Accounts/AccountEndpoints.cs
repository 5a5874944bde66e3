using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Registry.Web.Accounts;

/// <summary>What happens to accounts without a page of its own.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapUsers();
        app.MapUserSuggestions();
        app.MapPasskeys();
        app.MapPost("/users/sign_out", SignOutAsync).AllowAnonymous();
    }

    // Whose session has ended already is not bothered about the form's age.
    private static async Task<Results<RedirectHttpResult, BadRequest>> SignOutAsync(HttpContext context, IAntiforgery antiforgery, SigningIn signingIn)
    {
        if (context.User.Identity?.IsAuthenticated == true)
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return TypedResults.BadRequest();
            }

            await signingIn.SignOutAsync();
        }

        return TypedResults.LocalRedirect("~/");
    }
}
