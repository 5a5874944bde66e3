namespace Registry.Web.Helm;

/// <summary>The file names of charts: <c>&lt;name&gt;-&lt;version&gt;.tgz</c>, never the client's own.</summary>
internal static class ChartFileName
{
    public const string Extension = ".tgz";

    public static string Of(string name, string version) => $"{name}-{version}{Extension}";

    /// <summary>The chart's own file name, where this may be that of its provenance.</summary>
    public static string OfChart(string fileName) =>
        fileName.EndsWith(Extension + ChartProvenance.Extension, StringComparison.Ordinal) ? fileName[..^ChartProvenance.Extension.Length] : fileName;

    /// <summary>
    /// Every name and version that the file name can be made of. There may be several, since both can hold a hyphen:
    /// <c>a-1.0.0-2.0.0.tgz</c>. None of what is no chart's file.
    /// </summary>
    public static IEnumerable<(string Name, string Version)> Read(string fileName)
    {
        if (!fileName.EndsWith(Extension, StringComparison.Ordinal))
        {
            yield break;
        }

        var stem = fileName[..^Extension.Length];
        for (var hyphen = stem.IndexOf('-'); hyphen >= 0; hyphen = stem.IndexOf('-', hyphen + 1))
        {
            if (ChartName.TryParse(stem[..hyphen], out var name) && ChartVersion.TryParse(stem[(hyphen + 1)..], out var version))
            {
                yield return (name.Name, version.Text);
            }
        }
    }
}
