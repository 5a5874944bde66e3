using System.Text;

namespace Registry.Web.Helm;

/// <summary>
/// Text between double quotes, so that no YAML parser takes it for a number, a boolean or null. Only escapes that YAML 1.1,
/// YAML 1.2 and JSON share are used, but no surrogate pairs, on which Helm's parser gives up the whole index.
/// </summary>
internal static class QuotedYaml
{
    public static string Quote(string text) => new StringBuilder(text.Length + 2).AppendQuoted(text).ToString();

    /// <summary>RFC 3339 in UTC with nine decimals, as GitLab writes it.</summary>
    public static string Quote(DateTimeOffset time) => $"\"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffff}00Z\"";

    public static StringBuilder AppendQuoted(this StringBuilder output, string text)
    {
        output.Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => output.Append("\\\""),
                '\\' => output.Append(@"\\"),
                '\n' => output.Append(@"\n"),
                '\r' => output.Append(@"\r"),
                '\t' => output.Append(@"\t"),
                _ when NeedsNumber(rune) => output.Append($"\\u{rune.Value:X4}"),
                _ => output.Append(rune),
            };
        }

        return output.Append('"');
    }

    /// <summary>Whether any of the text takes six characters of the 1024 that a key may have.</summary>
    public static bool HasLongEscape(string text) => text.EnumerateRunes().Any(NeedsNumber);

    // Control characters, what YAML 1.1 calls a line break, the byte order mark, and what is no character.
    private static bool NeedsNumber(Rune rune) =>
        rune.Value is < 0x20 or (>= 0x7F and < 0xA0) or 0x2028 or 0x2029 or 0xFEFF or 0xFFFE or 0xFFFF;
}
