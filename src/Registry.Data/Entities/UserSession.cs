namespace Registry.Data.Entities;

/// <summary>A browser in which somebody is signed in. Without its row, the browser's cookie counts for nothing.</summary>
public sealed class UserSession : IAccessRow
{
    public long Id { get; set; }
    public long UserId { get; set; }
    /// <summary>SHA-256 of the key in the browser's cookie.</summary>
    public required byte[] Digest { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset LastSeenAt { get; set; }
    /// <summary>Where it was seen last.</summary>
    public string? Address { get; set; }
    /// <summary>What the browser says it is.</summary>
    public string? Agent { get; set; }
}
