using Registry.Web.Archives;

namespace Registry.Web.Helm;

/// <inheritdoc cref="ArchiveLimits"/>
internal sealed record ChartLimits(long TotalSize = 100 * 1024 * 1024, int Entries = 10_000) : ArchiveLimits(TotalSize, Entries)
{
    /// <summary>Chart.yaml and requirements.yaml, each.</summary>
    public const int ManifestSize = 1024 * 1024;

    /// <summary>A file that a page shows.</summary>
    public const int ShownSize = 256 * 1024;

    public const int PathLength = 1024;

    public const int PathDepth = 64;
}
