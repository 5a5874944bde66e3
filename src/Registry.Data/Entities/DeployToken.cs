namespace Registry.Data.Entities;

/// <summary>A token that stands for nobody: it reads or writes the packages of one project, or of a group and all below it.</summary>
public sealed class DeployToken : IAccessRow, IExpiringToken
{
    public long Id { get; set; }
    public long? ProjectId { get; set; }
    public long? GroupId { get; set; }
    public required string Name { get; set; }

    /// <summary>The user name to give with it, <c>gitlab+deploy-token-N</c> unless chosen.</summary>
    public required string Username { get; set; }

    /// <summary>SHA-256 of the whole token.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>Scope names, separated by a space.</summary>
    public required string Scopes { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Set while the token is switched off, which can be taken back.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>The latest addresses it was used from, newest first, separated by a space.</summary>
    public string? LastUsedAddresses { get; set; }
}
