using Registry.Web.Archives;
using Registry.Web.Packages.Contents;

namespace Registry.Web.Helm;

/// <summary>Hands over the files of a packed chart, by their paths within the chart's folder.</summary>
internal static class ChartContents
{
    /// <summary>Blocks while it reads; leaves the stream open.</summary>
    /// <exception cref="UnusableArchiveException">The archive is damaged, hostile or too large.</exception>
    public static void Walk(Stream tgz, ChartLimits limits, ContentCollector files, CancellationToken cancellationToken)
    {
        using var gzip = new GzipMember(tgz);
        var reader = new TarReader(gzip, limits, cancellationToken);
        var tar = new ChartTar(reader);
        while (tar.Next() is { } entry)
        {
            if (!entry.IsFolder && entry.Path.Inside.Length > 0)
            {
                files.Add(entry.Path.Inside, entry.Size, reader);
            }
        }
    }
}
