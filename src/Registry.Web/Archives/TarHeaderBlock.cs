using System.Buffers;
using System.Text;
using ICSharpCode.SharpZipLib.Tar;

namespace Registry.Web.Archives;

/// <summary>
/// One header of a tar, read so that every reader must agree on it: sums and octal numbers are strict, and a header
/// whose name readers put together differently is refused.
/// </summary>
internal sealed record TarHeaderBlock(byte Type, long Size, byte[] Name)
{
    public const int Length = 512;

    private const int FileTypeBits = 0xF000;
    private const int RegularFile = 0x8000;

    private static readonly SearchValues<byte> OctalOrEmpty = SearchValues.Create("\001234567"u8);

    public bool IsFile => Type is TarHeader.LF_NORMAL or TarHeader.LF_OLDNORM && !IsFolder;

    // The oldest tars mark a folder by its name alone.
    public bool IsFolder => Type == TarHeader.LF_DIR || (Type == TarHeader.LF_OLDNORM && Name.AsSpan().EndsWith("/"u8));

    public static TarHeaderBlock Parse(byte[] block)
    {
        var header = new TarHeader();
        try
        {
            // Latin-1 hands the bytes of names through as they are.
            header.ParseBuffer(block, Encoding.Latin1);
        }
        catch (ArgumentOutOfRangeException nonsense)
        {
            throw UnusableArchiveException.Because("a tar header is damaged", nonsense);
        }

        if (!header.IsChecksumValid || !IsOctal(block.AsSpan(124, 12)) || !IsOctal(block.AsSpan(100, 8)) || HasDoubtfulPrefix(block))
        {
            throw UnusableArchiveException.Because("a tar header is damaged, or it is no tar");
        }

        var parsed = new TarHeaderBlock(header.TypeFlag, header.Size, Encoding.Latin1.GetBytes(header.Name));

        // Some readers skip a file whose mode says folder, and some read on after a folder as if it had no data.
        return (parsed.IsFile && (header.Mode & FileTypeBits) is not (0 or RegularFile)) || (parsed.IsFolder && parsed.Size > 0)
            ? throw UnusableArchiveException.Because("a tar header calls one entry a file and a folder")
            : parsed;
    }

    private static bool IsOctal(ReadOnlySpan<byte> field)
    {
        var digits = field.TrimEnd(" \0"u8).TrimStart((byte)' ');
        return !digits.ContainsAnyExceptInRange((byte)'0', (byte)'7');
    }

    // GNU keeps times where POSIX keeps a prefix of the name, and star keeps times at its end.
    private static bool HasDoubtfulPrefix(ReadOnlySpan<byte> block) =>
        (block.Slice(257, 6).SequenceEqual("ustar "u8) && block.Slice(345, 24).ContainsAnyExcept(OctalOrEmpty))
        || (block.EndsWith("tar\0"u8) && block[345] != 0);
}
