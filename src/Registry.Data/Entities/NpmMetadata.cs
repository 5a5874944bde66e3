namespace Registry.Data.Entities;

/// <summary>What an npm version says of itself, in the pieces that documents are put together from.</summary>
public sealed class NpmMetadata : IContentRow
{
    public long PackageId { get; set; }

    /// <summary>The tarball.</summary>
    public long PackageFileId { get; set; }

    /// <summary>The version's manifest as a JSON object in UTF-8, without what depends on the address it is asked at.</summary>
    public required byte[] Document { get; set; }

    /// <summary>The fields of it that installing needs, likewise.</summary>
    public required byte[] Abbreviated { get; set; }

    /// <summary>Why nobody should use it any more; null while it is not deprecated.</summary>
    public string? Deprecated { get; set; }

    /// <summary>How many files the tarball holds.</summary>
    public int FileCount { get; set; }

    /// <summary>In bytes.</summary>
    public long UnpackedSize { get; set; }

    /// <summary>The key that signed it.</summary>
    public required string SignatureKeyId { get; set; }

    /// <summary>The signature over name, version and integrity: DER in base64.</summary>
    public required string Signature { get; set; }

    /// <summary>The file with the attestation about its provenance, if it was published with one.</summary>
    public long? AttestationFileId { get; set; }

    /// <summary>What kind of statement that is.</summary>
    public string? PredicateType { get; set; }

    /// <summary>Lower-case, a line each, a line break before the first and after the last.</summary>
    public required string Keywords { get; set; }

    public string? Author { get; set; }
}
