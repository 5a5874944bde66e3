using Registry.Data;
using Registry.Web.Auditing;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>What authentication found out about a request.</summary>
/// <param name="Reading">The look at the stamps that the request goes by.</param>
/// <param name="HasBadCredentials">A credential was sent that does not work.</param>
/// <param name="Token">The token it came with; null for a session, and for nobody.</param>
/// <param name="Ended">The personal token it came with, if that is one that worked once.</param>
internal sealed record RequestCaller(Caller Caller, AccessReading Reading, bool HasBadCredentials, KnownToken? Token = null, EndedToken? Ended = null)
{
    /// <summary>The browser's session it came with; null for a token, and for nobody.</summary>
    public long? SessionId { get; init; }

    /// <summary>When the session's user last showed to be the account's: as it began, or since.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }
}

internal static class RequestCallers
{
    /// <summary>Who calls; nobody where nothing was authenticated.</summary>
    public static Caller GetCaller(this HttpContext context) => context.Features.Get<RequestCaller>()?.Caller ?? Caller.Anonymous.Instance;

    /// <summary>The caller as the audit names one; there is none for nobody.</summary>
    public static AuditSource GetAuditSource(this HttpContext context)
    {
        var token = context.Features.Get<RequestCaller>()?.Token;
        return new AuditSource(
            context.GetCaller().Actor ?? throw new InvalidOperationException("Nobody in particular changes nothing."),
            token is { Kind: TokenKind.Personal } ? token.Id : null,
            context.Connection.RemoteIpAddress?.ToString());
    }

    /// <summary>The session of the browser that asks; null for a token, and for nobody.</summary>
    public static long? GetSessionId(this HttpContext context) => context.Features.Get<RequestCaller>()?.SessionId;

    /// <summary>When the session's user last gave a password, code or passkey; null for a token, and for nobody.</summary>
    public static DateTimeOffset? GetConfirmedAt(this HttpContext context) => context.Features.Get<RequestCaller>()?.ConfirmedAt;

    /// <summary>The project that the request was let into.</summary>
    public static KnownProject GetProject(this HttpContext context) =>
        (context.Features.Get<ProjectFinding>() ?? throw new InvalidOperationException("The endpoint requires no permission in a project.")).Project;

    /// <summary>The stamps as of the beginning of the request.</summary>
    public static Stamps GetStamps(this HttpContext context) =>
        (context.Features.Get<RequestCaller>() ?? throw new InvalidOperationException("The request was not authenticated.")).Reading.Stamps;
}
