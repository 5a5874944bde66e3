using Registry.Web.Archives;

namespace Registry.Web.Helm;

/// <summary>
/// Reads a packed chart. Stricter than Helm where two readers could see two charts in one archive: exactly one Chart.yaml,
/// one folder, plain paths, files only. Nothing is written anywhere.
/// </summary>
internal static class ChartArchive
{
    private const int MaxReasonLength = 500;
    private static readonly string[] Shown = ["README.md", "README.txt", "README", "values.yaml"];

    private const string Missing = "Chart.yaml not found within a directory";

    /// <summary>Blocks while it reads, to the very end; leaves the stream open. Memory follows the manifest's size, not the archive's.</summary>
    public static ChartReading Read(Stream tgz, ChartLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            using var tar = new GzipMember(tgz);
            return new ChartReading.Chart(Read(new ChartTar(tar, limits, cancellationToken)));
        }
        catch (UnusableArchiveException unusable)
        {
            // The file's own words stand in some reasons.
            return new ChartReading.Unusable(ChartText.Shorten(unusable.Message, MaxReasonLength));
        }
    }

    /// <summary>
    /// What a chart says to people: its README and its values, as far as they are text and no longer than
    /// <see cref="ChartLimits.ShownSize"/>. Nothing for an archive that cannot be read.
    /// </summary>
    public static IReadOnlyList<(string FileName, string Text)> ReadTexts(Stream tgz, ChartLimits limits, CancellationToken cancellationToken)
    {
        var texts = new List<(string FileName, string Text)>();
        try
        {
            using var gzip = new GzipMember(tgz);
            var tar = new ChartTar(gzip, limits, cancellationToken);
            while (tar.Next() is { } entry)
            {
                if (Shown.Contains(entry.Path.Inside, StringComparer.OrdinalIgnoreCase) && entry.Size is > 0 and <= ChartLimits.ShownSize
                    && ChartText.Decode(tar.ReadData(ChartLimits.ShownSize)) is { } text)
                {
                    texts.Add((entry.Path.Inside, text));
                }
            }
        }
        catch (UnusableArchiveException)
        {
            // It was read when it was published; whatever has become of it since, verify tells.
        }

        return [.. texts.OrderBy(text => Array.FindIndex(Shown, name => name.Equals(text.FileName, StringComparison.OrdinalIgnoreCase)))];
    }

    private static ChartManifest Read(ChartTar tar)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        string? folder = null;
        byte[]? chart = null;
        byte[]? requirements = null;

        while (tar.Next() is { } entry)
        {
            folder = Place(entry, folder);
            if (entry.IsFolder)
            {
                continue;
            }

            if (!paths.Add(entry.Path.Inside))
            {
                throw UnusableChartException.Package($"it holds \"{ChartText.Clean(entry.Path.Inside)}\" twice");
            }

            switch (entry.Path.Inside)
            {
                case "Chart.yaml":
                    chart = ReadFile(tar, entry);
                    break;
                case "requirements.yaml":
                    requirements = ReadFile(tar, entry);
                    break;
            }
        }

        return ChartManifestReader.Read(chart ?? throw new UnusableChartException(Missing), requirements);
    }

    private static byte[] ReadFile(ChartTar tar, ChartTarEntry entry) => entry.Size <= ChartLimits.ManifestSize
        ? tar.ReadData(ChartLimits.ManifestSize)
        : throw UnusableChartException.Validation($"{entry.Path.Inside} is larger than {ChartLimits.ManifestSize / 1024} KiB");

    private static string Place(ChartTarEntry entry, string? folder)
    {
        if (!entry.IsFolder && entry.Path.Inside.Length == 0)
        {
            throw entry.Path.Folder == "Chart.yaml"
                ? new UnusableChartException(Missing + ": it lies at the root of the archive; pack the chart's folder")
                : UnusableChartException.Package($"\"{ChartText.Clean(entry.Path.Folder)}\" lies outside the chart's folder");
        }

        return folder is null || folder == entry.Path.Folder
            ? entry.Path.Folder
            : throw UnusableChartException.Package($"it holds two folders, \"{ChartText.Clean(folder)}\" and \"{ChartText.Clean(entry.Path.Folder)}\"");
    }
}
