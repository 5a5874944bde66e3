using System.Text.RegularExpressions;

namespace Registry.Web.Hosting;

/// <summary>Takes credentials out of text that is about to be written down.</summary>
internal static partial class Redaction
{
    private const string Gone = "[redacted]";

    public static string Of(string text)
    {
        text = Token().Replace(text, Gone);
        text = Credentials().Replace(text, $"${{scheme}} {Gone}");
        text = UserInfo().Replace(text, $"://{Gone}@");
        return Parameter().Replace(text, $"${{name}}={Gone}");
    }

    // Any prefix, 32 random characters and 6 of the sum: the prefix is a setting, and old ones stay secret too.
    [GeneratedRegex("[0-9A-Za-z_-]{0,19}[_-][0-9A-Za-z]{38}(?![0-9A-Za-z])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"\b(?<scheme>Basic|Bearer)\s+[A-Za-z0-9+/=._~-]{8,}", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Credentials();

    // To the last @: a password may hold one.
    [GeneratedRegex(@"://[^\s/""]+@", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(?<name>token|password|pwd|secret|\bcode)=[^&\s""\\;]+", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Parameter();
}
