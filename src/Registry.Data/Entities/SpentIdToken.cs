namespace Registry.Data.Entities;

/// <summary>An ID token that was exchanged already, and cannot be a second time.</summary>
public sealed class SpentIdToken
{
    /// <summary>SHA-256 of its signed part: some signatures can be written in two ways.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>When the token itself is refused as expired, from when on nothing need be remembered of it.</summary>
    public DateTimeOffset ExpiresAt { get; set; }
}
