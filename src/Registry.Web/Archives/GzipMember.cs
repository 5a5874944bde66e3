using System.Buffers.Binary;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip.Compression;
using ICSharpCode.SharpZipLib.Zip.Compression.Streams;

namespace Registry.Web.Archives;

/// <summary>
/// The data of a gzip file with exactly one member, its sums verified at the end. The library's own gzip stream passes over
/// what follows the first member when it is no gzip, so its header and trailer are read here. Leaves the source open.
/// </summary>
internal sealed class GzipMember : InflaterInputStream
{
    private const int HeaderSum = 2;
    private const int Extra = 4;
    private const int FileName = 8;
    private const int Comment = 16;

    private readonly Crc32 _sum = new();
    private bool _isOpen;
    private bool _isFinished;

    public GzipMember(Stream source)
        : base(source, new Inflater(noHeader: true), 16 * 1024) => IsStreamOwner = false;

    /// <exception cref="UnusableArchiveException">The file is no gzip, damaged, cut short, or goes on after its end.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_isFinished)
        {
            return 0;
        }

        try
        {
            if (!_isOpen)
            {
                ReadHeader();
                _isOpen = true;
            }

            var read = base.Read(buffer, offset, count);
            _sum.Update(new ArraySegment<byte>(buffer, offset, read));
            if (inf.IsFinished)
            {
                ReadTrailer();
                _isFinished = true;
            }

            return read;
        }
        catch (Exception damage) when (damage is SharpZipBaseException or IndexOutOfRangeException)
        {
            // The library builds a tree of codes that cannot be without a look at its own bounds.
            throw UnusableArchiveException.Because("the gzip data is damaged or cut short", damage);
        }
    }

    private void ReadHeader()
    {
        if (Next() != 0x1F || Next() != 0x8B || Next() != 8)
        {
            throw UnusableArchiveException.Because("it is no gzip file");
        }

        var flags = Next();
        Skip(6);
        Skip((flags & Extra) != 0 ? Next() | (Next() << 8) : 0);
        SkipText((flags & FileName) != 0);
        SkipText((flags & Comment) != 0);
        Skip((flags & HeaderSum) != 0 ? 2 : 0);
    }

    private void ReadTrailer()
    {
        inputBuffer.Available += inf.RemainingInput;
        var trailer = new byte[8];
        var read = inputBuffer.ReadClearTextBuffer(trailer, 0, trailer.Length);
        if (read < trailer.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(trailer) != (uint)_sum.Value
            || BinaryPrimitives.ReadUInt32LittleEndian(trailer.AsSpan(4)) != (uint)inf.TotalOut)
        {
            throw UnusableArchiveException.Because("the gzip data is damaged or cut short");
        }

        if (inputBuffer.ReadClearTextBuffer(trailer, 0, 1) > 0)
        {
            throw UnusableArchiveException.Because("the file goes on after the end of its gzip data");
        }
    }

    private int Next() => inputBuffer.ReadLeByte();

    private void Skip(int count)
    {
        for (; count > 0; count--)
        {
            Next();
        }
    }

    private void SkipText(bool isPresent)
    {
        while (isPresent && Next() != 0)
        {
        }
    }
}
