namespace Registry.Data.Entities;

/// <summary>A command line that waits for somebody to confirm its login in a browser.</summary>
public sealed class LoginRequest
{
    public long Id { get; set; }

    /// <summary>SHA-256 of the word in the address that the person opens.</summary>
    public required byte[] ConfirmDigest { get; set; }

    /// <summary>SHA-256 of the word in the address that the command line asks at.</summary>
    public required byte[] PollDigest { get; set; }

    /// <summary>What the command line says it is.</summary>
    public required string Client { get; set; }

    /// <summary>The address it came from.</summary>
    public string? Address { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The moment from which neither word works.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Who confirmed it.</summary>
    public long? UserId { get; set; }

    /// <summary>When the token was handed out, which happens once.</summary>
    public DateTimeOffset? CompletedAt { get; set; }
}
