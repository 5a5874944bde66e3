namespace Registry.Web.Packages.Contents;

/// <summary>A file that browsers show as a picture, and that does nothing else when it is served as its type.</summary>
/// <param name="ContentType">By its bytes; of a drawing (SVG) by its name, since it is a text.</param>
internal sealed record Picture(string ContentType, byte[] Data)
{
    /// <summary>The largest one that is shown.</summary>
    public const int LargestSize = 2 * 1024 * 1024;

    private const string Drawing = "image/svg+xml";

    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"];

    /// <summary>Whether its name is one of a picture.</summary>
    public static bool IsNamed(string path) => Extensions.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>Null for what is none, whatever its name says.</summary>
    public static Picture? Of(string path, byte[] data, bool isText) => TypeOf(path, data, isText) is { } type ? new Picture(type, data) : null;

    private static string? TypeOf(string path, ReadOnlySpan<byte> data, bool isText) =>
        isText ? (path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) ? Drawing : null)
        : data.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : data.StartsWith("GIF87a"u8) || data.StartsWith("GIF89a"u8) ? "image/gif"
        : data.Length >= 12 && data.StartsWith("RIFF"u8) && data[8..].StartsWith("WEBP"u8) ? "image/webp"
        : data.Length >= 12 && (data[4..].StartsWith("ftypavif"u8) || data[4..].StartsWith("ftypavis"u8)) ? "image/avif"
        : null;
}
