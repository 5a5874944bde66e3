namespace Registry.Web.Http;

/// <summary>The settings of section <c>Registry:Cache</c>.</summary>
internal sealed class CacheOptions
{
    public const string Section = "Registry:Cache";

    /// <summary>Bytes of ready documents, such as index.yaml, that are kept in memory.</summary>
    public long DocumentBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>Bytes of small stored files, such as charts, that are kept in memory.</summary>
    public long BlobBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Bytes of the insides of packages, as pages show them, that are kept in memory.</summary>
    public long ContentBytes { get; set; } = 64 * 1024 * 1024;

    public IEnumerable<string> Faults()
    {
        if (ContentBytes < 0)
        {
            yield return $"Registry:Cache:ContentBytes is {ContentBytes}: give 0 to keep nothing, or a number of bytes.";
        }

        if (DocumentBytes < 0)
        {
            yield return $"Registry:Cache:DocumentBytes is {DocumentBytes}: give 0 to keep nothing, or a number of bytes.";
        }

        if (BlobBytes < 0)
        {
            yield return $"Registry:Cache:BlobBytes is {BlobBytes}: give 0 to keep nothing, or a number of bytes.";
        }
    }
}
