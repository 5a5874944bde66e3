namespace Registry.Data.Blobs;

/// <summary>The size in bytes and the sums, in lower-case hex, of some bytes.</summary>
public sealed record BlobSums(long Size, string Md5, string Sha1, string Sha256, string Sha512);
