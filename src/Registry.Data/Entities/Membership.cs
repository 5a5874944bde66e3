namespace Registry.Data.Entities;

/// <summary>A user's role in one group, where everything below inherits it, or in one project. The highest role wins.</summary>
public sealed class Membership : IAccessRow
{
    public long Id { get; set; }
    public long UserId { get; set; }
    public long? GroupId { get; set; }
    public long? ProjectId { get; set; }
    public AccessLevel AccessLevel { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}
