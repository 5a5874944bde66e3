using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Registry.Web.Auditing;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>
/// Settles who calls the API. Every token that a request carries must work, in whichever header it stands; a request without
/// any may read by the session of a signed-in browser.
/// </summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessReader access, TokenUsage usage, TokenFamilies families, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Token";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var cancel = Context.RequestAborted;
        var reading = await access.ReadAsync(cancel);
        var secrets = Carriers.Read(Request);
        if (secrets.Count == 0 && (HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method)))
        {
            var session = await Context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
            if (session.Succeeded)
            {
                return session;
            }
        }

        var accepted = AcceptedTokens.At(Context);
        KnownToken? first = null;
        foreach (var presented in secrets)
        {
            var token = await reading.Access.FindTokenAsync(presented.Secret, cancel);
            var isTaken = token is not null && (presented.Kinds & accepted).HasFlag(token.Kind);
            if (!isTaken || !token!.WorksAt(time.GetUtcNow()))
            {
                var ended = isTaken ? EndedToken.Of(token!, time.GetUtcNow()) : null;
                Context.Features.Set(new RequestCaller(Caller.Anonymous.Instance, reading, HasBadCredentials: true, Ended: ended));
                await EndReusedAsync(ended, cancel);
                return AuthenticateResult.Fail("A token that is unknown, expired or revoked.");
            }

            first ??= token;
            if (first.Caller != token.Caller)
            {
                Context.Features.Set(new RequestCaller(Caller.Anonymous.Instance, reading, HasBadCredentials: true));
                return AuthenticateResult.Fail("Tokens of two callers.");
            }

            usage.Note(token.Kind, token.Id, Context.Connection.RemoteIpAddress);
        }

        Context.Features.Set(new RequestCaller(first?.Caller ?? Caller.Anonymous.Instance, reading, HasBadCredentials: false, first));
        return first is null ? AuthenticateResult.NoResult() : AuthenticateResult.Success(new AuthenticationTicket(first.Principal, SchemeName));
    }

    // Who rotates with a token that was rotated before has it from elsewhere, or somebody else has: none made from it works any longer.
    private async Task EndReusedAsync(EndedToken? ended, CancellationToken cancellationToken)
    {
        if (ended is { Token: { IsRevoked: true, Caller.Actor: { } actor } token } && Context.GetEndpoint()?.Metadata.GetMetadata<RotatesTokens>() is not null)
        {
            await families.EndAsync(token.Id, new AuditSource(actor, token.Id, Context.Connection.RemoteIpAddress?.ToString()), cancellationToken);
        }
    }
}
