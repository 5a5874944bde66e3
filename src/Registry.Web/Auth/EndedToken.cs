using Registry.Web.Http;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>A personal token that worked once. The REST API says what became of it; the formats' own routes do not tell.</summary>
/// <param name="HasExpired">Its day has come, whether it was revoked besides or not.</param>
internal sealed record EndedToken(KnownToken Token, bool HasExpired)
{
    /// <summary>Null for other kinds, and for a token that does not work for another reason: its user is blocked.</summary>
    public static EndedToken? Of(KnownToken token, DateTimeOffset now) =>
        token is { Kind: TokenKind.Personal } && (token.EndsAt <= now || token.IsRevoked) ? new EndedToken(token, token.EndsAt <= now) : null;

    /// <summary>The one that the request came with, where its endpoint is to tell.</summary>
    public static EndedToken? At(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<AcceptedTokens>() is null ? null : context.Features.Get<RequestCaller>()?.Ended;

    public Refusal ToRefusal() => HasExpired ? Refusal.ExpiredToken : Refusal.RevokedToken;
}
