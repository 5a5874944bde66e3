using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Registry.Web.Npm;

/// <summary>
/// The texts of JSON without their escapes. Half a surrogate pair, which JSON can name and UTF-8 cannot carry, becomes U+FFFD
/// where the framework's reader would throw; so does U+0000, which no database takes.
/// </summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Special =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(control => (byte)control), (byte)'"', (byte)'\\']);

    public enum Piece
    {
        /// <summary>The text goes on behind these bytes.</summary>
        Unfinished,

        /// <summary>Its closing quote was read.</summary>
        Ended,

        /// <summary>It is no JSON.</summary>
        Invalid,
    }

    /// <summary>The text of a name or a string.</summary>
    public static string Of(ref Utf8JsonReader token) =>
        Encoding.UTF8.GetString(token.ValueIsEscaped ? Unescaped(ref token) : token.ValueSpan);

    /// <summary>Whether a name is this one.</summary>
    public static bool Is(ref Utf8JsonReader token, ReadOnlySpan<byte> name) => token.ValueIsEscaped
        ? token.ValueSpan.Length <= "\\u0000".Length * name.Length && Unescaped(ref token).SequenceEqual(name)
        : token.ValueSpan.SequenceEqual(name);

    /// <summary>Takes the escapes out of a piece of a text, in place.</summary>
    /// <param name="text">The piece, from within the quotes on.</param>
    /// <param name="read">How much of it was understood; an escape that is cut off is left for the next piece.</param>
    /// <param name="written">How many bytes at its beginning are now the text.</param>
    public static Piece Unescape(Span<byte> text, out int read, out int written)
    {
        read = written = 0;
        while (true)
        {
            var rest = text[read..];
            var plain = rest.IndexOfAny(Special) is >= 0 and var special ? special : rest.Length;
            rest[..plain].CopyTo(text[written..]);
            read += plain;
            written += plain;
            rest = text[read..];
            if (rest.IsEmpty)
            {
                return Piece.Unfinished;
            }

            if (rest[0] == '"')
            {
                read++;
                return Piece.Ended;
            }

            var piece = ReadEscape(rest, out var length, out var rune);
            if (length == 0)
            {
                return piece;
            }

            read += length;
            written += rune.EncodeToUtf8(text[written..]);
        }
    }

    private static ReadOnlySpan<byte> Unescaped(ref Utf8JsonReader token)
    {
        byte[] text = [.. token.ValueSpan, (byte)'"'];
        Unescape(text, out _, out var written);
        return text.AsSpan(0, written);
    }

    // A length of 0 means that there is no whole escape.
    private static Piece ReadEscape(ReadOnlySpan<byte> text, out int length, out Rune rune)
    {
        (length, rune) = (0, default);
        if (text[0] != '\\' || text.Length == 1)
        {
            return text[0] == '\\' ? Piece.Unfinished : Piece.Invalid;
        }

        if (text[1] != 'u')
        {
            var at = "\"\\/bfnrt"u8.IndexOf(text[1]);
            if (at < 0)
            {
                return Piece.Invalid;
            }

            (length, rune) = (2, new Rune("\"\\/\b\f\n\r\t"[at]));
            return Piece.Unfinished;
        }

        var piece = ReadUnit(text, out var unit);
        if (piece != Piece.Ended)
        {
            return piece;
        }

        if (!char.IsHighSurrogate(unit))
        {
            (length, rune) = (6, unit != '\0' && Rune.TryCreate(unit, out var single) ? single : Rune.ReplacementChar);
            return Piece.Unfinished;
        }

        piece = ReadUnit(text[6..], out var second);
        if (piece == Piece.Unfinished)
        {
            return piece;
        }

        (length, rune) = piece == Piece.Ended && Rune.TryCreate(unit, second, out var pair) ? (12, pair) : (6, Rune.ReplacementChar);
        return Piece.Unfinished;
    }

    private static Piece ReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = '\0';
        if (!"\\u"u8[..Math.Min(2, text.Length)].SequenceEqual(text[..Math.Min(2, text.Length)]))
        {
            return Piece.Invalid;
        }

        if (text.Length < 6)
        {
            return Piece.Unfinished;
        }

        if (!ushort.TryParse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return Piece.Invalid;
        }

        unit = (char)value;
        return Piece.Ended;
    }
}
