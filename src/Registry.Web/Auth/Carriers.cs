using System.Net.Http.Headers;
using System.Text;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>The headers that can carry a token, and which kinds each of them may (gitlab-compatibility.md).</summary>
internal static class Carriers
{
    private static readonly (string Header, TokenKind Kinds)[] Own =
    [
        ("PRIVATE-TOKEN", TokenKind.Personal),
        ("JOB-TOKEN", TokenKind.Job),
        ("Deploy-Token", TokenKind.Deploy),
    ];

    /// <summary>
    /// Every secret that the request carries. An unreadable one counts as an empty secret, which nothing matches. A client mostly
    /// sends the same with each request of a connection; the connection remembers it, taken apart.
    /// </summary>
    public static PresentedSecret[] Read(HttpContext context)
    {
        var headers = context.Request.Headers;
        var found = headers.Authorization switch
        {
            [] => [],
            [{ } sent] when LastAuthorization.On(context) is { } last => last.Read(sent, OfAuthorization),
            var all => [.. all.Select(OfAuthorization)],
        };
        foreach (var (header, kinds) in Own)
        {
            if (headers.TryGetValue(header, out var values))
            {
                found = [.. found, .. values.Select(value => new PresentedSecret(value ?? "", kinds))];
            }
        }

        return found;
    }

    private static PresentedSecret OfAuthorization(string? value) => new(SecretOf(value), TokenKind.Any);

    private static string SecretOf(string? value) =>
        !AuthenticationHeaderValue.TryParse(value, out var header) ? ""
        : header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? header.Parameter ?? ""
        : header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? Password(header.Parameter ?? "")
        : "";

    // The user name is not looked at: the token says who it is.
    private static string Password(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return "";
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        return pair.IndexOf(':') is >= 0 and var colon ? pair[(colon + 1)..] : "";
    }
}

/// <summary>A secret as it was sent, and the kinds of tokens its carrier may hold.</summary>
internal sealed class PresentedSecret(string secret, TokenKind kinds)
{
    private byte[]? _digest;

    public TokenKind Kinds => kinds;

    /// <summary>What the token is stored under, worked out when first asked for.</summary>
    public byte[] Digest => _digest ??= TokenSecret.Digest(secret);

    /// <summary>False for what can be no token: the database need not be asked.</summary>
    public bool IsWellFormed => TokenSecret.IsWellFormed(secret);
}
