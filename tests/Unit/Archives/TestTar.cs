using System.IO.Compression;
using System.Text;

namespace Registry.Unit.Archives;

/// <summary>Builds a _tar byte by byte, so that it can be wrong in any way a test wants.</summary>
internal sealed class TestTar
{
    private const int BlockSize = 512;

    private readonly List<byte> _tar = [];

    public TestTar File(string path, string text) => File(path, Encoding.UTF8.GetBytes(text));

    public TestTar File(string path, byte[] data) => Entry('0', path, data);

    public TestTar Folder(string path) => Entry('5', path);

    /// <summary>Type 1 is a hard link, 2 a symbolic one.</summary>
    public TestTar Link(string path, string target, char type = '2') => Entry(type, path, target: target);

    /// <summary>A PAX header for the next entry.</summary>
    public TestTar Pax(string key, string value) => PaxRecords(Record(key, value));

    /// <summary>A PAX header whose records are as given.</summary>
    public TestTar PaxRecords(string records) => Entry('x', "PaxHeaders/0", Encoding.UTF8.GetBytes(records));

    /// <summary>A PAX header for every entry after it, such as git writes.</summary>
    public TestTar GlobalPax(string key, string value) => Entry('g', "pax_global_header", Encoding.UTF8.GetBytes(Record(key, value)));

    /// <summary>GNU's way to give the next entry a long name.</summary>
    public TestTar LongName(string path) => Entry('L', "././@LongLink", Encoding.UTF8.GetBytes(path + "\0"));

    /// <summary>An entry of any type.</summary>
    /// <param name="type">The type flag.</param>
    /// <param name="path">At most 100 bytes; each character up to U+00FF is one byte.</param>
    /// <param name="data">Padded to whole blocks.</param>
    /// <param name="target">Of a link.</param>
    /// <param name="declaredSize">What the header says, where that is not the data's size.</param>
    /// <param name="change">Changes the header before its sum is taken.</param>
    public TestTar Entry(char type, string path, byte[]? data = null, string target = "", long? declaredSize = null, Action<byte[]>? change = null)
    {
        data ??= [];
        var header = new byte[BlockSize];
        Put(header, 0, Encoding.Latin1.GetString(IsAscii(path) ? Encoding.Latin1.GetBytes(path) : Encoding.UTF8.GetBytes(path)));
        Put(header, 100, type == '5' ? "0000755\0" : "0000644\0");
        Put(header, 108, "0000000\0" + "0000000\0");
        Put(header, 124, Octal(declaredSize ?? data.Length));
        Put(header, 136, Octal(0));
        Put(header, 156, type.ToString());
        Put(header, 157, target);
        Put(header, 257, "ustar\0" + "00");
        change?.Invoke(header);
        Seal(header);
        return Raw(header).Raw(data).Raw(new byte[-data.Length & (BlockSize - 1)]);
    }

    /// <summary>Bytes as they are.</summary>
    public TestTar Raw(byte[] bytes)
    {
        _tar.AddRange(bytes);
        return this;
    }

    /// <summary>The _tar with its two empty blocks.</summary>
    public byte[] ToTar() => [.. ToUnendedTar(), .. new byte[2 * BlockSize]];

    public byte[] ToUnendedTar() => [.. _tar];

    public byte[] ToTgz() => Gzip(ToTar());

    public static byte[] Gzip(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(data);
        }

        return packed.ToArray();
    }

    /// <summary>Writes text into a header, a byte a character.</summary>
    public static void Put(byte[] header, int offset, string text) => Encoding.Latin1.GetBytes(text).CopyTo(header, offset);

    private static void Seal(byte[] header)
    {
        Put(header, 148, "        ");
        Put(header, 148, Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ");
    }

    private static string Octal(long number) => Convert.ToString(number, 8).PadLeft(11, '0') + "\0";

    // The length in front of a record counts itself.
    private static string Record(string key, string value)
    {
        var rest = Encoding.UTF8.GetByteCount($" {key}={value}\n");
        var length = rest + (rest + 1).ToString().Length;
        length = rest + length.ToString().Length;
        return $"{length} {key}={value}\n";
    }

    private static bool IsAscii(string text) => Ascii.IsValid(text);
}
