using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Registry.Data.Entities;
using Registry.Web.Accounts;
using Registry.Web.Auditing;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>
/// Gives each browser that signs in a session, and checks it with each request: a blocked account, a changed password or an ended
/// session ends it at once.
/// </summary>
internal static class SessionAuthentication
{
    /// <summary>Where a ticket keeps its session's key: among the properties, which outlive a refresh of its claims.</summary>
    internal const string Key = "registry.session";

    // In the ticket and not in the session's row: who took a copy of the cookie gains nothing as its owner confirms.
    private const string Confirmed = "registry.confirmed";

    /// <summary>Begins a session, unless the cookie that is renewed has one.</summary>
    public static async Task SigningInAsync(CookieSigningInContext context)
    {
        if (context.Properties.Items.ContainsKey(Key) || UserId(context.Principal) is not { } userId)
        {
            return;
        }

        var (http, cancel) = (context.HttpContext, context.HttpContext.RequestAborted);
        Confirm(context.Properties, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        var sessions = http.RequestServices.GetRequiredService<Sessions>();
        if (http.Features.Get<RequestCaller>()?.SessionId is { } former)
        {
            await sessions.LeaveAsync(former, cancel);
        }

        var user = new Actor { Kind = ActorKind.User, Id = userId, Name = context.Principal?.Identity?.Name ?? "" };
        context.Properties.Items[Key] = await sessions.BeginAsync(
            new AuditSource(user, Address: http.Connection.RemoteIpAddress?.ToString()), http.Request.Headers[HeaderNames.UserAgent].ToString(), Means(http, context.Principal), cancel);
    }

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var cancel = context.HttpContext.RequestAborted;
        var reading = await services.GetRequiredService<AccessReader>().ReadAsync(cancel);
        var stampClaim = services.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity.SecurityStampClaimType;
        var session = context.Properties.Items.TryGetValue(Key, out var key) && key is not null ? await reading.Access.FindSessionAsync(key, cancel) : null;
        var user = session is not null && UserId(context.Principal) is { } id && id == session.UserId ? await reading.Access.FindUserAsync(id, cancel) : null;
        if (user is null or { IsBlocked: true } || user.SecurityStamp != context.Principal?.FindFirstValue(stampClaim))
        {
            context.RejectPrincipal();
            return;
        }

        services.GetRequiredService<SessionUsage>().Note(session!.Id, context.HttpContext.Connection.RemoteIpAddress?.ToString());
        var caller = new Caller.Account(user.Id, user.UserName, user.IsAdmin, TokenScopes.Api);
        context.HttpContext.Features.Set(new RequestCaller(caller, reading, HasBadCredentials: false) { SessionId = session.Id, ConfirmedAt = ConfirmedAt(context.Properties) });
    }

    /// <summary>Has the browser's session remember that its user has shown just now to be the account's.</summary>
    public static async Task ConfirmAsync(HttpContext context, DateTimeOffset now)
    {
        if (await context.AuthenticateAsync(IdentityConstants.ApplicationScheme) is { Succeeded: true } session)
        {
            Confirm(session.Properties, now);
            await context.SignInAsync(IdentityConstants.ApplicationScheme, session.Principal, session.Properties);
        }
    }

    public static Task SigningOutAsync(CookieSigningOutContext context) =>
        context.HttpContext.Features.Get<RequestCaller>()?.SessionId is { } session
            ? context.HttpContext.RequestServices.GetRequiredService<Sessions>().SignOutAsync(session, context.HttpContext.GetAuditSource(), context.HttpContext.RequestAborted)
            : Task.CompletedTask;

    private static void Confirm(AuthenticationProperties ticket, DateTimeOffset now) =>
        ticket.Items[Confirmed] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    // Tickets from before this was kept have none.
    private static DateTimeOffset? ConfirmedAt(AuthenticationProperties ticket) =>
        ticket.Items.TryGetValue(Confirmed, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    // As Identity's claims tell it, which are the same for a recovery code as for one of the authenticator.
    private static string? Means(HttpContext context, ClaimsPrincipal? user) => user switch
    {
        not null when context.Items.ContainsKey(SigningIn.RecoveryCode) => "password and recovery code",
        not null when user.HasClaim("amr", "mfa") => "password and code",
        not null when user.HasClaim("amr", "pwd") => "password",
        not null when user.HasClaim(ClaimTypes.AuthenticationMethod, SigningIn.Passkey) => "passkey",
        _ => null,
    };

    private static long? UserId(ClaimsPrincipal? principal) =>
        long.TryParse(principal?.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
