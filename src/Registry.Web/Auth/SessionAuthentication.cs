using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>Checks the session of a browser with each request: a blocked account or a changed password ends it at once.</summary>
internal static class SessionAuthentication
{
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var cancel = context.HttpContext.RequestAborted;
        var reading = await services.GetRequiredService<AccessReader>().ReadAsync(cancel);
        var stampClaim = services.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity.SecurityStampClaimType;
        var user = long.TryParse(context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await reading.Access.FindUserAsync(id, cancel)
            : null;
        if (user is null or { IsBlocked: true } || user.SecurityStamp != context.Principal?.FindFirstValue(stampClaim))
        {
            context.RejectPrincipal();
            return;
        }

        var caller = new Caller.Account(user.Id, user.UserName, user.IsAdmin, TokenScopes.Api);
        context.HttpContext.Features.Set(new RequestCaller(caller, reading, HasBadCredentials: false));
    }
}
