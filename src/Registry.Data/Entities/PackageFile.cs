namespace Registry.Data.Entities;

/// <summary>A file of a package. Its bytes are the blob of its SHA-256.</summary>
public sealed class PackageFile : IContentRow
{
    public long Id { get; set; }
    public long PackageId { get; set; }
    public required string FileName { get; set; }
    public PackageFileStatus Status { get; set; }

    /// <summary>In bytes.</summary>
    public long Size { get; set; }

    /// <summary>Lower-case hex, as are the other sums.</summary>
    public required string Md5 { get; set; }

    public required string Sha1 { get; set; }
    public required string Sha256 { get; set; }
    public required string Sha512 { get; set; }

    /// <summary>Who published it.</summary>
    public required Actor Creator { get; set; }

    public long? PipelineId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was deleted by itself; null for a file that lives, or went with its package.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
}
