using Registry.Web.Http;

namespace Registry.Web.Pipelines;

/// <summary>An ID token whose signature, issuer, audience and times are right.</summary>
/// <param name="Claims">Those with one value, as text.</param>
/// <param name="ForgottenAt">From when on it would be refused anyway.</param>
/// <param name="Digest">SHA-256 of the signed part: an ES256 signature has a twin, and both are good.</param>
internal sealed record IdToken(string Issuer, IReadOnlyDictionary<string, string> Claims, DateTimeOffset ForgottenAt, byte[] Digest);

/// <summary>What came of checking an ID token.</summary>
internal abstract record IdTokenReading
{
    private IdTokenReading()
    {
    }

    public sealed record Good(IdToken Token) : IdTokenReading;

    public sealed record Refused(Refusal Refusal) : IdTokenReading;
}
