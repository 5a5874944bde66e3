using System.Buffers;
using System.Text.RegularExpressions;

namespace Registry.Web.Hosting;

/// <summary>Takes credentials out of text that is about to be written down.</summary>
internal static partial class Redaction
{
    private const string Gone = "[redacted]";
    private const int TokenLength = 38;

    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<string> Schemes = SearchValues.Create(["basic", "bearer"], StringComparison.OrdinalIgnoreCase);

    public static string Of(string text)
    {
        try
        {
            // What cannot match is not searched: this stands in the way of every request.
            text = HoldsLongWord(text) ? Token().Replace(text, Gone) : text;
            text = text.AsSpan().ContainsAny(Schemes) ? Credentials().Replace(text, $"${{scheme}} {Gone}") : text;
            text = text.Contains('@') ? UserInfo().Replace(text, $"://{Gone}@") : text;
            return text.Contains('=') ? Parameter().Replace(text, $"${{name}}={Gone}") : text;
        }
        catch (RegexMatchTimeoutException)
        {
            return Gone; // rather no line than a secret in it, and rather either than a request that fails for its log
        }
    }

    private static bool HoldsLongWord(ReadOnlySpan<char> text)
    {
        while (text.Length >= TokenLength)
        {
            var gap = text[..TokenLength].LastIndexOfAnyExcept(LettersAndDigits);
            if (gap < 0)
            {
                return true;
            }

            text = text[(gap + 1)..];
        }

        return false;
    }

    // 32 random characters and 6 of the sum after any prefix, which stays: it tells the kind.
    [GeneratedRegex("(?<=[_-])[0-9A-Za-z]{38}(?![0-9A-Za-z])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"\b(?<scheme>Basic|Bearer)\s+[A-Za-z0-9+/=._~-]{8,}", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Credentials();

    // To the last @: a password may hold one.
    [GeneratedRegex(@"://[^\s/""]+@", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(?<name>token|password|pwd|secret|\bcode)=[^&\s""\\;]+", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Parameter();
}
