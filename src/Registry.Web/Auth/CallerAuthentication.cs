using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Registry.Web.Auditing;
using Registry.Web.Http;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>
/// Settles who calls. A page goes by the browser's session. Of the API's requests, every token that one carries must work, in
/// whichever header it stands; one without any may read by the session. No scheme of the framework's: its handlers are made anew
/// for each request, which costs a small answer more than looking the token up.
/// </summary>
internal sealed class CallerAuthentication(RequestDelegate next, AccessReader access, TokenUsage usage, TokenFamilies families, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Routing takes /API and //api for the same, where a session must not write either.
        if (await (ErrorDialect.IsSpokenTo(context) ? SettleAsync(context) : SessionAsync(context)) is { } principal)
        {
            context.User = principal;
        }

        await next(context);
    }

    private static async ValueTask<ClaimsPrincipal?> SessionAsync(HttpContext context) => (await context.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal;

    private async ValueTask<ClaimsPrincipal?> SettleAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        var reading = await access.ReadAsync(cancel);
        var secrets = Carriers.Read(context);
        if (secrets is [] && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            && await SessionAsync(context) is { } session)
        {
            return session;
        }

        var accepted = AcceptedTokens.At(context);
        KnownToken? first = null;
        foreach (var presented in secrets)
        {
            var token = await reading.Access.FindTokenAsync(presented, cancel);
            var isTaken = token is not null && (presented.Kinds & accepted).HasFlag(token.Kind);
            if (!isTaken || !token!.WorksAt(time.GetUtcNow()))
            {
                var ended = isTaken ? EndedToken.Of(token!, time.GetUtcNow()) : null;
                context.Features.Set(new RequestCaller(Caller.Anonymous.Instance, reading, HasBadCredentials: true, Ended: ended));
                await EndReusedAsync(context, ended);
                return null;
            }

            first ??= token;
            if (first.Caller != token.Caller)
            {
                context.Features.Set(new RequestCaller(Caller.Anonymous.Instance, reading, HasBadCredentials: true));
                return null;
            }

            usage.Note(token.Kind, token.Id, context.Connection.RemoteIpAddress);
        }

        context.Features.Set(new RequestCaller(first?.Caller ?? Caller.Anonymous.Instance, reading, HasBadCredentials: false, first));
        return first?.Principal;
    }

    // Who rotates with a token that was rotated before has it from elsewhere, or somebody else has: none made from it works any longer.
    private async Task EndReusedAsync(HttpContext context, EndedToken? ended)
    {
        if (ended is { Token: { IsRevoked: true, Caller.Actor: { } actor } token } && context.GetEndpoint()?.Metadata.GetMetadata<RotatesTokens>() is not null)
        {
            await families.EndAsync(token.Id, new AuditSource(actor, token.Id, context.Connection.RemoteIpAddress?.ToString()), context.RequestAborted);
        }
    }
}
