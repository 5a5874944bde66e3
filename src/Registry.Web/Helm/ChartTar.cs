using ICSharpCode.SharpZipLib.Tar;

namespace Registry.Web.Helm;

/// <summary>
/// Walks the files of a tar once, forward, within limits. The library's own tar stream reads extension headers of any size
/// into memory, fills a tar that is cut short with zeros, and passes over PAX sizes; so it parses the headers, and this walks.
/// </summary>
internal sealed class ChartTar(Stream tar, ChartLimits limits, CancellationToken cancellationToken)
{
    private readonly byte[] block = new byte[TarHeaderBlock.Length];
    private readonly byte[] scratch = new byte[64 * 1024];
    private long total;
    private long unread;
    private long size;
    private int entries;

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
        var data = new byte[Math.Min(size, limit)];
        ReadExactly(data);
        unread -= data.Length;
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

        if (size > ChartLimits.ExtensionSize)
        {
            throw UnusableChartException.Package($"an extension header is larger than {ChartLimits.ExtensionSize} bytes");
        }

        var data = ReadData(ChartLimits.ExtensionSize);
        return type == TarHeader.LF_XHDR ? TarExtension.ReadPax(data) : TarExtension.ReadLongName(data);
    }

    private TarHeaderBlock? NextHeader()
    {
        Skip(unread);
        ReadExactly(block);
        if (!block.AsSpan().ContainsAnyExcept((byte)0))
        {
            ReadEnd();
            return null;
        }

        if (++entries > limits.Entries)
        {
            throw UnusableChartException.Package($"it has more than {limits.Entries} entries");
        }

        var header = TarHeaderBlock.Parse(block);
        size = header.Size;
        unread = (size + block.Length - 1) / block.Length * block.Length;
        return header;
    }

    private void ReadEnd()
    {
        int read;
        while ((read = ReadSome(scratch)) > 0)
        {
            if (scratch.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                throw UnusableChartException.Package("the tar goes on after its end");
            }
        }

        unread = 0;
    }

    private void Skip(long count)
    {
        for (; count > 0; count -= scratch.Length)
        {
            ReadExactly(scratch.AsMemory(0, (int)Math.Min(count, scratch.Length)));
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
        total += read;
        return total <= limits.TotalSize
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
