namespace Registry.Data.Entities;

/// <summary>A build elsewhere that a project lets publish on the word of the system that runs it, without a stored secret.</summary>
public sealed class TrustedPublisher
{
    public long Id { get; set; }
    public long ProjectId { get; set; }

    /// <summary>The <c>iss</c> of its ID tokens: one of the issuers in the settings.</summary>
    public required string Issuer { get; set; }

    /// <summary>The claims that an ID token must carry, all of them, as a JSON object of names and exact values.</summary>
    public required string Claims { get; set; }

    /// <summary>Who set it up. Its jobs act with this user's rights.</summary>
    public long UserId { get; set; }

    public required string Name { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? LastUsedAt { get; set; }
}
