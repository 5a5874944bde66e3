using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>
/// Settles who calls the API. Every token that a request carries must work, in whichever header it stands; a request without
/// any may read by the session of a signed-in browser.
/// </summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessReader access, TokenUsage usage, TimeProvider time)
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
            if (token is null || !(presented.Kinds & accepted).HasFlag(token.Kind) || !token.WorksAt(time.GetUtcNow()))
            {
                Context.Features.Set(new RequestCaller(Caller.Anonymous.Instance, reading, HasBadCredentials: true));
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
}
