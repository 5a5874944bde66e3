namespace Registry.Web.Helm;

/// <summary>How much of an archive is read before it is refused. Sizes in bytes, decompressed.</summary>
/// <param name="TotalSize">The whole tar, headers and padding included.</param>
/// <param name="Entries">Headers in the tar, those of extensions included.</param>
internal sealed record ChartLimits(long TotalSize = 100 * 1024 * 1024, int Entries = 10_000)
{
    /// <summary>Chart.yaml and requirements.yaml, each.</summary>
    public const int ManifestSize = 1024 * 1024;

    /// <summary>A file that a page shows.</summary>
    public const int ShownSize = 256 * 1024;

    public const int PathLength = 1024;

    public const int PathDepth = 64;

    /// <summary>The records of a PAX header, or a GNU long name.</summary>
    public const int ExtensionSize = 64 * 1024;
}
