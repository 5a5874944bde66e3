namespace Registry.Web.Archives;

/// <summary>How much of an archive is read before it is refused. Sizes in bytes, decompressed.</summary>
/// <param name="TotalSize">The whole tar, headers and padding included.</param>
/// <param name="Entries">Headers in the tar, those of extensions included.</param>
internal abstract record ArchiveLimits(long TotalSize, int Entries)
{
    /// <summary>The records of a PAX header, or a GNU long name.</summary>
    public const int ExtensionSize = 64 * 1024;
}
