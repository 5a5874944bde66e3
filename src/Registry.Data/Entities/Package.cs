namespace Registry.Data.Entities;

/// <summary>One version of a package, as GitLab's API counts packages.</summary>
public sealed class Package : IContentRow
{
    public long Id { get; set; }
    public long ProjectId { get; set; }
    public long PackageNameId { get; set; }
    public PackageType Type { get; set; }
    public required string Name { get; set; }
    public required string Version { get; set; }
    public PackageStatus Status { get; set; }
    public string? StatusMessage { get; set; }
    public string? Description { get; set; }

    /// <summary>Who published it first.</summary>
    public required Actor Creator { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? LastDownloadedAt { get; set; }

    /// <summary>When it was deleted: from then on it lies in the trash until it is restored or swept away.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>When the trash was emptied of it: its files are gone, and the row only tells that the version was here.</summary>
    public DateTimeOffset? PurgedAt { get; set; }

    /// <summary>What <see cref="Status"/> was before it was deleted, to be restored to.</summary>
    public PackageStatus? StatusBeforeDeletion { get; set; }
}
