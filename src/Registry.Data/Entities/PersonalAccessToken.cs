namespace Registry.Data.Entities;

/// <summary>A token that stands for a user. Its secret is never stored, only a digest of it.</summary>
public sealed class PersonalAccessToken : IAccessRow, IExpiringToken
{
    public long Id { get; set; }
    public long UserId { get; set; }
    public required string Name { get; set; }
    public string? Description { get; set; }

    /// <summary>SHA-256 of the whole token.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>Scope names, separated by a space.</summary>
    public required string Scopes { get; set; }

    /// <summary>True if the token works only in the projects of <see cref="PersonalAccessTokenProject"/>.</summary>
    public bool IsBoundToProjects { get; set; }

    /// <summary>The first of the tokens that were made one from the other by rotation; null for a token that is the first itself.</summary>
    public long? FamilyId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The moment from which it is refused.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>The latest addresses it was used from, newest first, separated by a space.</summary>
    public string? LastUsedAddresses { get; set; }
}
