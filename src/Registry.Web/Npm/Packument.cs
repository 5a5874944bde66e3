namespace Registry.Web.Npm;

/// <summary>All that npm clients are told about a package, under one registry address.</summary>
/// <param name="Name">With its scope.</param>
/// <param name="Revision">Moves with every change; clients hand it back without a look into it.</param>
/// <param name="CreatedAt">When its first version came.</param>
/// <param name="ModifiedAt">When anything in it last changed.</param>
/// <param name="DistTags">Each with the version it points to.</param>
/// <param name="Versions">In the order in which clients see them.</param>
/// <param name="Maintainers">User names.</param>
/// <param name="Readme">Of the latest version.</param>
/// <param name="ReadmeFileName">Of the latest version.</param>
internal sealed record Packument(
    string Name,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset ModifiedAt,
    IReadOnlyList<(string Tag, string Version)> DistTags,
    IReadOnlyList<PackumentVersion> Versions,
    IReadOnlyList<string> Maintainers,
    string? Readme = null,
    string? ReadmeFileName = null);

/// <summary>A version within a <see cref="Packument"/>.</summary>
/// <param name="Version">Without build metadata.</param>
/// <param name="PublishedAt">When it came.</param>
/// <param name="Document">As <see cref="NpmManifest.Document"/> was stored; empty will do where only the abbreviated form is written.</param>
/// <param name="Abbreviated">As <see cref="NpmManifest.Abbreviated"/> was stored; empty will do where only the full form is written.</param>
/// <param name="Shasum">The tarball's SHA-1 in hex.</param>
/// <param name="Integrity">The tarball's SHA-512 as subresource integrity.</param>
/// <param name="FileCount">Files in the tarball.</param>
/// <param name="UnpackedSize">Bytes in those files.</param>
/// <param name="Publisher">The user name, null where it is not known.</param>
internal sealed record PackumentVersion(
    string Version,
    DateTimeOffset PublishedAt,
    ReadOnlyMemory<byte> Document,
    ReadOnlyMemory<byte> Abbreviated,
    string Shasum,
    string Integrity,
    int FileCount,
    long UnpackedSize,
    string? Publisher)
{
    /// <summary>The registry's own, null if it signs nothing.</summary>
    public PackumentSignature? Signature { get; init; }

    /// <summary>The predicate type of the provenance that was published with it.</summary>
    public string? ProvenancePredicate { get; init; }

    /// <summary>Why not to use it; null or empty if it is not deprecated.</summary>
    public string? Deprecated { get; init; }
}

/// <param name="KeyId">Names one of the keys that the registry serves.</param>
/// <param name="Sig">Base64 of the DER form, over <c>name@version:integrity</c>.</param>
internal sealed record PackumentSignature(string KeyId, string Sig);
