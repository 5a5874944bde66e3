using Registry.Web.Archives;

namespace Registry.Web.Npm;

/// <inheritdoc cref="ArchiveLimits"/>
internal sealed record TarballLimits(long TotalSize = 1024L * 1024 * 1024, int Entries = 200_000) : ArchiveLimits(TotalSize, Entries)
{
    /// <summary>package.json; 4 MiB as in GitLab.</summary>
    public const int ManifestSize = 4 * 1024 * 1024;

    /// <summary>A README that is kept for the pages.</summary>
    public const int ReadmeSize = 1024 * 1024;
}
