namespace Registry.Data.Entities;

/// <summary>A token that is made, used and ends, whomever it stands for.</summary>
public interface IExpiringToken
{
    DateTimeOffset CreatedAt { get; }
    DateTimeOffset? ExpiresAt { get; }
    DateTimeOffset? LastUsedAt { get; }
}
