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

    /// <summary>Every secret that the request carries. An unreadable one counts as an empty secret, which nothing matches.</summary>
    public static IReadOnlyList<PresentedSecret> Read(HttpRequest request)
    {
        List<PresentedSecret>? found = null;
        foreach (var value in request.Headers.Authorization)
        {
            (found ??= []).Add(new PresentedSecret(OfAuthorization(value), TokenKind.Any));
        }

        foreach (var (header, kinds) in Own)
        {
            foreach (var value in request.Headers[header])
            {
                (found ??= []).Add(new PresentedSecret(value ?? "", kinds));
            }
        }

        return found ?? (IReadOnlyList<PresentedSecret>)[];
    }

    private static string OfAuthorization(string? value) =>
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
internal sealed record PresentedSecret(string Secret, TokenKind Kinds)
{
    public override string ToString() => $"secret for {Kinds}"; // a record would print the secret
}
