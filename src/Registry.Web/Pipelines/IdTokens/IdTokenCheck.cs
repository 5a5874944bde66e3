using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Registry.Web.Http;

namespace Registry.Web.Pipelines;

/// <summary>Checks ID tokens by OpenID Connect Core, 3.1.3.7, and RFC 8725. Whether one was used before is for the exchange.</summary>
internal sealed class IdTokenCheck(IOptions<OidcOptions> options, PublicUrl publicUrl, IssuerKeys keys, TimeProvider time)
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    public async Task<IdTokenReading> ReadAsync(string text, CancellationToken cancellationToken)
    {
        if (SignedToken.Read(text) is not { } token)
        {
            return new IdTokenReading.Refused(IdTokenRefusals.Malformed);
        }

        var fault = await FaultAsync(token, cancellationToken);
        return fault is null
            ? new IdTokenReading.Good(new IdToken(Text(token.Claims, "iss")!, Scalars(token.Claims), Moment(token.Claims, "exp")!.Value + Skew, SHA256.HashData(token.Signed)))
            : new IdTokenReading.Refused(fault);
    }

    private async Task<Refusal?> FaultAsync(SignedToken token, CancellationToken cancellationToken)
    {
        if (token.Algorithm is not (IssuerKey.Rs256 or IssuerKey.Es256))
        {
            return IdTokenRefusals.Algorithm;
        }

        if (options.Value.Find(Text(token.Claims, "iss")) is not { } issuer)
        {
            return IdTokenRefusals.Issuer;
        }

        switch (token.KeyId is { } id ? await keys.FindAsync(issuer.Issuer, id, token.Algorithm, cancellationToken) : new KeyFinding.Unknown())
        {
            case KeyFinding.Unknown:
                return IdTokenRefusals.Key;
            case KeyFinding.Unreachable:
                return IdTokenRefusals.KeysUnreachable;
            case KeyFinding.Found { Key: var key } when !key.Verifies(token.Signed, token.Signature):
                return IdTokenRefusals.Signature;
        }

        return IsForUs(token.Claims, issuer) ? TimeFault(token.Claims) : IdTokenRefusals.Audience;
    }

    private bool IsForUs(JsonElement claims, OidcIssuer issuer)
    {
        var host = publicUrl.HostName;
        return Texts(claims, "aud").Any(one => one == (issuer.Audience ?? host) || (host is not null && one == $"npm:{host}"));
    }

    private Refusal? TimeFault(JsonElement claims)
    {
        var now = time.GetUtcNow();
        return Moment(claims, "exp") is not { } expires || Moment(claims, "iat") is not { } issued || (claims.TryGetProperty("nbf", out _) && Moment(claims, "nbf") is null) ? IdTokenRefusals.Times
            : now >= expires + Skew ? IdTokenRefusals.Expired
            : now < issued - Skew || now < Moment(claims, "nbf") - Skew ? IdTokenRefusals.TooEarly
            : null;
    }

    private static Dictionary<string, string> Scalars(JsonElement claims) => claims.EnumerateObject()
        .Where(claim => claim.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
        .ToDictionary(claim => claim.Name, claim => claim.Value.ValueKind == JsonValueKind.String ? claim.Value.GetString()! : claim.Value.GetRawText(), StringComparer.Ordinal);

    private static string? Text(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<string?> Texts(JsonElement claims, string name) =>
        !claims.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString())
        : value.ValueKind == JsonValueKind.String ? [value.GetString()]
        : [];

    // Seconds since 1970, perhaps with a fraction.
    private static DateTimeOffset? Moment(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and < 100_000_000_000
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
}
