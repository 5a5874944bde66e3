namespace Registry.Data.Entities;

/// <summary>Bytes that are stored. The row is where whoever deletes unused bytes and whoever reuses them meet.</summary>
public sealed class Blob
{
    /// <summary>SHA-256 in lower-case hex.</summary>
    public required string Digest { get; set; }

    /// <summary>In bytes.</summary>
    public long Size { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Since when no file names it; null while one does, or while nobody has looked.</summary>
    public DateTimeOffset? UnreferencedAt { get; set; }

    public DateTimeOffset? LastVerifiedAt { get; set; }
}
