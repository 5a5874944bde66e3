using System.Security.Claims;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>A token that exists, with all that decides whether it works.</summary>
/// <param name="EndsAt">The moment from which it is refused; null for never.</param>
/// <param name="IsDead">Revoked or switched off, or its user is blocked, or its job is over.</param>
internal sealed record KnownToken(TokenKind Kind, long Id, Caller Caller, DateTimeOffset? EndsAt, bool IsDead)
{
    /// <summary>The caller as the framework wants to see it; made once, since it is the same for each request.</summary>
    public ClaimsPrincipal Principal { get; } = new(new ClaimsIdentity(
        Caller.Actor is { } actor ? [new Claim(ClaimTypes.NameIdentifier, $"{actor.Kind}:{actor.Id}"), new Claim(ClaimTypes.Name, actor.Name)] : [],
        "Token"));

    /// <summary>Whether it was revoked, which its owner is told apart from other ends.</summary>
    public bool IsRevoked { get; init; }

    public bool WorksAt(DateTimeOffset now) => !IsDead && !(EndsAt <= now);
}
