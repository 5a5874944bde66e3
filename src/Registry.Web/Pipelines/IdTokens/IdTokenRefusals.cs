using Registry.Web.Http;

namespace Registry.Web.Pipelines;

/// <summary>Why ID tokens are refused: which check failed, and never what stood in the token.</summary>
internal static class IdTokenRefusals
{
    public static Refusal Missing { get; } = Unauthorized("Send the ID token as Authorization: Bearer.");

    public static Refusal Malformed { get; } = Refusal.BadRequest($"The ID token is no signed JSON Web Token of at most {SignedToken.MaxLength} characters.");

    public static Refusal Algorithm { get; } = Unauthorized("The ID token is not signed with RS256 or ES256.");

    public static Refusal Issuer { get; } = Unauthorized("The issuer (iss) of the ID token is none that this registry trusts.");

    public static Refusal Key { get; } = Unauthorized("The ID token names no key (kid) that its issuer signs with.");

    public static Refusal KeysUnreachable { get; } = new(StatusCodes.Status503ServiceUnavailable, "503 Service Unavailable - The keys of the ID token's issuer cannot be read now. Try again.");

    public static Refusal Signature { get; } = Unauthorized("The signature of the ID token is wrong.");

    public static Refusal Audience { get; } = Unauthorized("The audience (aud) of the ID token is another than this registry.");

    public static Refusal Times { get; } = Unauthorized("The ID token does not say when it was issued (iat) and expires (exp).");

    public static Refusal Expired { get; } = Unauthorized("The ID token has expired (exp).");

    public static Refusal TooEarly { get; } = Unauthorized("The ID token is not valid yet (nbf, iat).");

    public static Refusal Spent { get; } = Unauthorized("The ID token was exchanged already: each is good for one exchange.");

    public static Refusal NoPublisher { get; } = Unauthorized("No trusted publisher has the claims of the ID token, or there is no such project.");

    public static Refusal Ambiguous { get; } = Refusal.BadRequest(
        "Several projects trust this build, and the address does not tell which is meant: exchange the ID token at /api/v4/oidc/token, with the project.");

    public static Refusal NoRights { get; } = new(StatusCodes.Status403Forbidden, "403 Forbidden - Whoever set up the trusted publisher may not publish in the project any more.");

    public static Refusal Claim(string name) => Refusal.BadRequest($"The ID token has no claim {name} that can be recorded.");

    private static Refusal Unauthorized(string reason) => new(StatusCodes.Status401Unauthorized, $"401 Unauthorized - {reason}");
}
