using Registry.Data.Blobs;

namespace Registry.Web.Npm;

/// <summary>A file in a publish document, decoded and staged; never empty.</summary>
/// <param name="Key">As it was written: for npm <c>name-version.tgz</c> or <c>name-version.sigstore</c>.</param>
/// <param name="ContentType">As it was written, or null.</param>
/// <param name="Length">The size that the document tells, which is the file's own, or null.</param>
/// <param name="Staged">The bytes; the document disposes of them.</param>
internal sealed record PublishedAttachment(string Key, string? ContentType, long? Length, BlobStaging Staged)
{
    /// <summary>Whether it is a provenance bundle, which stands in the document as text where others are base64.</summary>
    public bool IsBundle => IsBundleKey(Key);

    internal static bool IsBundleKey(string key) => key.EndsWith(".sigstore", StringComparison.Ordinal);
}
