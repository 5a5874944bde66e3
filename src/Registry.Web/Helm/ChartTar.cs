using Registry.Web.Archives;

namespace Registry.Web.Helm;

/// <summary>Walks the files of a chart's tar, and refuses what is neither file nor folder.</summary>
internal sealed class ChartTar(TarReader tar)
{
    public ChartTar(Stream tar, ChartLimits limits, CancellationToken cancellationToken)
        : this(new TarReader(tar, limits, cancellationToken))
    {
    }

    /// <summary>The next file or folder, null once the archive has been read to its very end.</summary>
    /// <exception cref="UnusableArchiveException">The archive is damaged, hostile or too large.</exception>
    public ChartTarEntry? Next()
    {
        if (tar.Next() is not { } entry)
        {
            return null;
        }

        if (!entry.IsFile && !entry.IsFolder)
        {
            throw UnusableChartException.Package($"entry \"{ChartPath.Show(entry.Name)}\" is a link, a device or something else that is no file");
        }

        return !entry.IsFolder && entry.Name.AsSpan().EndsWith("/"u8)
            ? throw UnusableChartException.Package($"entry \"{ChartPath.Show(entry.Name)}\" is a file by its type and a folder by its name")
            : new ChartTarEntry(ChartPath.Parse(entry.Name), entry.IsFolder, entry.Size);
    }

    /// <summary>The data of the file that <see cref="Next"/> came to, up to a limit.</summary>
    public byte[] ReadData(int limit) => tar.ReadData(limit);
}

/// <param name="Path">Where it lies.</param>
/// <param name="IsFolder">A folder has no data.</param>
/// <param name="Size">In bytes.</param>
internal sealed record ChartTarEntry(ChartPath Path, bool IsFolder, long Size);
