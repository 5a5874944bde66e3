namespace Registry.Data.Entities;

/// <summary>What a chart file says of itself, and in which channel it was published.</summary>
public sealed class HelmFileMetadata : IContentRow
{
    public long PackageFileId { get; set; }
    public long ProjectId { get; set; }
    public required string Channel { get; set; }

    /// <summary>The chart's metadata as JSON, with Helm's field names.</summary>
    public required string Manifest { get; set; }

    /// <summary>The lines of index.yaml for this file, in UTF-8.</summary>
    public required byte[] IndexEntry { get; set; }
}
