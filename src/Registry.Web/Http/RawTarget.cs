using System.Text;

namespace Registry.Web.Http;

/// <summary>The path of a request as it was sent, decoded exactly once.</summary>
internal static class RawTarget
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The segments between the slashes, each decoded once; one that holds a slash was sent with <c>%2F</c>. Empty ones are
    /// dropped. Null for what no route can mean: bad escapes, an escape within an escape, control characters, back slashes,
    /// <c>.</c> and <c>..</c>.
    /// </summary>
    public static List<string>? Split(string target)
    {
        var path = Path(target);
        var segments = new List<string>();
        foreach (var range in path.Split('/'))
        {
            if (path[range].IsEmpty)
            {
                continue;
            }

            if (Decode(path[range]) is not { } segment || !IsPlain(segment))
            {
                return null;
            }

            segments.Add(segment);
        }

        return segments;
    }

    // A proxy may send the absolute form, http://host/path.
    private static ReadOnlySpan<char> Path(string target)
    {
        // The query first: in http://host?x=/path the slash is not the path's.
        var path = target.AsSpan();
        path = path.IndexOf('?') is >= 0 and var query ? path[..query] : path;
        if (!path.StartsWith('/') && path.IndexOf("://") is > 0 and var scheme)
        {
            path = path[(scheme + 3)..];
            path = path.IndexOf('/') is >= 0 and var slash ? path[slash..] : "/";
        }

        return path;
    }

    private static string? Decode(ReadOnlySpan<char> segment)
    {
        if (!segment.Contains('%'))
        {
            return segment.ToString();
        }

        var bytes = new List<byte>(segment.Length);
        for (var i = 0; i < segment.Length; i++)
        {
            if (segment[i] != '%')
            {
                bytes.Add((byte)segment[i]); // Kestrel lets only ASCII through here
            }
            else if (i + 2 < segment.Length && char.IsAsciiHexDigit(segment[i + 1]) && char.IsAsciiHexDigit(segment[i + 2]))
            {
                bytes.Add(Convert.FromHexString(segment.Slice(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                return null;
            }
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsPlain(string segment) =>
        !segment.AsSpan().ContainsAny('%', '\\') && !segment.Any(char.IsControl)
        && segment.Split('/').All(part => part.Length > 0 && part is not ("." or ".."));
}
