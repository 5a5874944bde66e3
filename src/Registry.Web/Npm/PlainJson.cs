using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Registry.Web.Npm;

/// <summary>
/// JSON from outside, made such that every reader agrees on its text: without a byte order mark and blanks, and with no
/// broken characters. Clients in Rust refuse a whole document for the half of a surrogate pair in one of its versions.
/// </summary>
internal static class PlainJson
{
    private static readonly byte[] Replacement = [.. "\\ufffd"u8];

    /// <exception cref="JsonException">It is no JSON, or nested deeper than 64.</exception>
    public static JsonDocument Parse(ReadOnlySpan<byte> json) => JsonDocument.Parse(Clean(json));

    private static ReadOnlyMemory<byte> Clean(ReadOnlySpan<byte> json)
    {
        json = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        json = Utf8.IsValid(json) ? json : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));

        var output = new byte[json.Length];
        var length = 0;
        var isText = false;
        while (!json.IsEmpty)
        {
            if (!isText && json[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                json = json[1..];
                continue;
            }

            isText ^= json[0] == '"';
            var taken = json[0] == '\\' ? EscapeLength(json) : 1;
            if (taken == 6 && IsSurrogate(json))
            {
                Replacement.CopyTo(output, length);
            }
            else
            {
                json[..taken].CopyTo(output.AsSpan(length));
            }

            length += taken;
            json = json[taken..];
        }

        return output.AsMemory(0, length);
    }

    // 12 for a surrogate pair, which stays as it is.
    private static int EscapeLength(ReadOnlySpan<byte> json)
    {
        if (CodeUnit(json) is not { } unit)
        {
            return Math.Min(2, json.Length);
        }

        return char.IsHighSurrogate(unit) && CodeUnit(json[6..]) is { } next && char.IsLowSurrogate(next) ? 12 : 6;
    }

    private static bool IsSurrogate(ReadOnlySpan<byte> json) => CodeUnit(json) is { } unit && char.IsSurrogate(unit);

    private static char? CodeUnit(ReadOnlySpan<byte> json) =>
        json.Length >= 6 && json.StartsWith("\\u"u8) && Utf8Parser.TryParse(json[2..6], out ushort unit, out var used, 'x') && used == 4 ? (char)unit : null;
}
