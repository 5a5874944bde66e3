using System.Security.Cryptography;
using ICSharpCode.SharpZipLib.Tar;

namespace Registry.Web.Archives;

/// <summary>
/// Walks the entries of a tar once, forward, within limits. The library's own tar stream reads extension headers of any size
/// into memory, fills a tar that is cut short with zeros, and passes over PAX sizes; so it parses the headers, and this walks.
/// </summary>
internal sealed class TarReader(Stream tar, ArchiveLimits limits, CancellationToken cancellationToken)
{
    private readonly byte[] _block = new byte[TarHeaderBlock.Length];
    private readonly byte[] _scratch = new byte[64 * 1024];
    private long _total;
    private long _unread;
    private long _size;
    private int _entries;

    /// <summary>The next entry of whatever type, null once the archive has been read to its very end.</summary>
    /// <exception cref="UnusableArchiveException">The archive is damaged, hostile or too large.</exception>
    public TarEntry? Next()
    {
        TarExtension? extension = null;
        while (NextHeader() is { } header)
        {
            if (header.Type is TarHeader.LF_XHDR or TarHeader.LF_GHDR or TarHeader.LF_GNU_LONGNAME or TarHeader.LF_GNU_LONGLINK)
            {
                extension = extension is null
                    ? ReadExtension(header.Type)
                    : throw UnusableArchiveException.Because("an entry has more than one extension header");
            }
            else
            {
                return extension?.Size is { } declared && declared != header.Size
                    ? throw UnusableArchiveException.Because("an entry has two different sizes")
                    : new TarEntry(extension?.Path ?? header.Name, header.Type, header.IsFile, header.IsFolder, header.Size);
            }
        }

        return extension is null ? null : throw CutShort();
    }

    /// <summary>The data of the entry that <see cref="Next"/> came to, up to a limit.</summary>
    public byte[] ReadData(int limit)
    {
        var data = new byte[Math.Min(_size, limit)];
        ReadExactly(data);
        _unread -= data.Length;
        return data;
    }

    /// <summary>The same, and whether there is more of it.</summary>
    public byte[] ReadData(int limit, out bool isCut)
    {
        isCut = _size > limit;
        return ReadData(limit);
    }

    /// <summary>The SHA-256 of the entry's data in lower-case hex, once <see cref="ReadData(int)"/> has read its beginning.</summary>
    public string HashRest(ReadOnlySpan<byte> begun)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(begun);
        for (var left = _size - begun.Length; left > 0; left -= _scratch.Length)
        {
            var piece = _scratch.AsMemory(0, (int)Math.Min(left, _scratch.Length));
            ReadExactly(piece);
            _unread -= piece.Length;
            sum.AppendData(piece.Span);
        }

        return Convert.ToHexStringLower(sum.GetHashAndReset());
    }

    /// <summary>The same of data that was read whole.</summary>
    public static string Hash(ReadOnlySpan<byte> data) => Convert.ToHexStringLower(SHA256.HashData(data));

    private TarExtension? ReadExtension(byte type)
    {
        // Where a link leads bears on nothing here.
        if (type == TarHeader.LF_GNU_LONGLINK)
        {
            return null;
        }

        if (_size > ArchiveLimits.ExtensionSize)
        {
            throw UnusableArchiveException.Because($"an extension header is larger than {ArchiveLimits.ExtensionSize} bytes");
        }

        var data = ReadData(ArchiveLimits.ExtensionSize);
        if (type == TarHeader.LF_GNU_LONGNAME)
        {
            return TarExtension.ReadLongName(data);
        }

        var extension = TarExtension.ReadPax(data);
        if (type == TarHeader.LF_XHDR)
        {
            return extension;
        }

        // Some readers let it hold for every entry behind it, some do not.
        return extension is { Path: null, Size: null } ? null : throw UnusableArchiveException.Because("a global header gives all entries one name or size");
    }

    private TarHeaderBlock? NextHeader()
    {
        Skip(_unread);
        ReadExactly(_block);
        if (!_block.AsSpan().ContainsAnyExcept((byte)0))
        {
            ReadEnd();
            return null;
        }

        if (++_entries > limits.Entries)
        {
            throw UnusableArchiveException.Because($"it has more than {limits.Entries} entries");
        }

        var header = TarHeaderBlock.Parse(_block);
        _size = header.Size;
        _unread = (_size + _block.Length - 1) / _block.Length * _block.Length;
        return header;
    }

    private void ReadEnd()
    {
        int read;
        while ((read = ReadSome(_scratch)) > 0)
        {
            if (_scratch.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                throw UnusableArchiveException.Because("the tar goes on after its end");
            }
        }

        _unread = 0;
    }

    private void Skip(long count)
    {
        for (; count > 0; count -= _scratch.Length)
        {
            ReadExactly(_scratch.AsMemory(0, (int)Math.Min(count, _scratch.Length)));
        }
    }

    private void ReadExactly(Memory<byte> buffer)
    {
        for (int read; buffer.Length > 0; buffer = buffer[read..])
        {
            read = ReadSome(buffer);
            if (read == 0)
            {
                throw CutShort();
            }
        }
    }

    private int ReadSome(Memory<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = tar.Read(buffer.Span);
        _total += read;
        return _total <= limits.TotalSize
            ? read
            : throw new OversizedArchiveException($"it holds more than {Show(limits.TotalSize)} decompressed");
    }

    private static string Show(long bytes) => bytes % (1024 * 1024) == 0 ? $"{bytes / (1024 * 1024)} MiB" : $"{bytes} bytes";

    private static UnusableArchiveException CutShort() => UnusableArchiveException.Because("the tar is cut short, or it is no tar");
}

/// <param name="Name">As it stands there: any bytes.</param>
/// <param name="Type">The type flag.</param>
/// <param name="IsFile">A plain file.</param>
/// <param name="IsFolder">A folder has no data.</param>
/// <param name="Size">In bytes.</param>
internal sealed record TarEntry(byte[] Name, byte Type, bool IsFile, bool IsFolder, long Size);
