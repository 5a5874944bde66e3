namespace Registry.Web.Npm;

/// <summary>How much of a publish document is taken before it is refused. Sizes in bytes.</summary>
/// <param name="TarballSize">The tarballs, decoded and together.</param>
internal sealed record PublishLimits(long TarballSize)
{
    /// <summary>Any one word, number or text of the document but the data of attachments.</summary>
    public int TokenSize { get; init; } = 16 * 1024 * 1024;

    /// <summary>The manifest of the first version without its readme and without blanks.</summary>
    public int ManifestSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>The whole document but the data of attachments.</summary>
    public long DocumentSize { get; init; } = 64 * 1024 * 1024;

    /// <summary>Version keys, dist-tags and notes of deprecation together; one note for many versions counts once.</summary>
    public int ListSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>A provenance bundle.</summary>
    public int BundleSize { get; init; } = 4 * 1024 * 1024;

    public int Versions { get; init; } = 20_000;

    public int DistTags { get; init; } = 2_000;

    /// <summary>Each is a file of its own while it comes in.</summary>
    public int Attachments { get; init; } = 8;

    public int Depth { get; init; } = 64;
}
