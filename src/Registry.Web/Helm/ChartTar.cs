using ICSharpCode.SharpZipLib.Tar;

namespace Registry.Web.Helm;

/// <summary>
/// Walks the files of a tar once, forward, within limits. The library's own tar stream reads extension headers of any size
/// into memory, fills a tar that is cut short with zeros, and passes over PAX sizes; so it parses the headers, and this walks.
/// </summary>
internal sealed class ChartTar(Stream tar, ChartLimits limits, CancellationToken cancellationToken)
{
    private readonly byte[] _block = new byte[TarHeaderBlock.Length];
    private readonly byte[] _scratch = new byte[64 * 1024];
    private long _total;
    private long _unread;
    private long _size;
    private int _entries;

    /// <summary>The next file or folder, null once the archive has been read to its very end.</summary>
    /// <exception cref="UnusableChartException">The archive is damaged, hostile or too large.</exception>
    public ChartTarEntry? Next()
    {
        TarExtension? extension = null;
        while (NextHeader() is { } header)
        {
            if (header.Type is TarHeader.LF_XHDR or TarHeader.LF_GHDR or TarHeader.LF_GNU_LONGNAME or TarHeader.LF_GNU_LONGLINK)
            {
                extension = extension is null
                    ? ReadExtension(header.Type)
                    : throw UnusableChartException.Package("an entry has more than one extension header");
            }
            else if (header.IsFile || header.IsFolder)
            {
                return extension?.Size is { } declared && declared != header.Size
                    ? throw UnusableChartException.Package("an entry has two different sizes")
                    : Entry(extension?.Path ?? header.Name, header);
            }
            else
            {
                throw UnusableChartException.Package($"entry \"{ChartPath.Show(header.Name)}\" is a link, a device or something else that is no file");
            }
        }

        return extension is null ? null : throw CutShort();
    }

    /// <summary>The data of the file that <see cref="Next"/> came to, up to a limit.</summary>
    public byte[] ReadData(int limit)
    {
        var data = new byte[Math.Min(_size, limit)];
        ReadExactly(data);
        _unread -= data.Length;
        return data;
    }

    private static ChartTarEntry Entry(byte[] name, TarHeaderBlock header)
    {
        var isFolder = header.IsFolder;
        return !isFolder && name.AsSpan().EndsWith("/"u8)
            ? throw UnusableChartException.Package($"entry \"{ChartPath.Show(name)}\" is a file by its type and a folder by its name")
            : new ChartTarEntry(ChartPath.Parse(name), isFolder, header.Size);
    }

    private TarExtension? ReadExtension(byte type)
    {
        // Global records and names of link targets bear on nothing here.
        if (type is TarHeader.LF_GHDR or TarHeader.LF_GNU_LONGLINK)
        {
            return null;
        }

        if (_size > ChartLimits.ExtensionSize)
        {
            throw UnusableChartException.Package($"an extension header is larger than {ChartLimits.ExtensionSize} bytes");
        }

        var data = ReadData(ChartLimits.ExtensionSize);
        return type == TarHeader.LF_XHDR ? TarExtension.ReadPax(data) : TarExtension.ReadLongName(data);
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
            throw UnusableChartException.Package($"it has more than {limits.Entries} entries");
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
                throw UnusableChartException.Package("the tar goes on after its end");
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
            : throw UnusableChartException.Package($"it holds more than {Show(limits.TotalSize)} decompressed");
    }

    private static string Show(long bytes) => bytes % (1024 * 1024) == 0 ? $"{bytes / (1024 * 1024)} MiB" : $"{bytes} bytes";

    private static UnusableChartException CutShort() => UnusableChartException.Package("the tar is cut short, or it is no tar");
}

/// <param name="Path">Where it lies.</param>
/// <param name="IsFolder">A folder has no data.</param>
/// <param name="Size">In bytes.</param>
internal sealed record ChartTarEntry(ChartPath Path, bool IsFolder, long Size);
