namespace Registry.Data.Entities;

/// <summary>Which packages of a project only some may publish or delete.</summary>
public sealed class ProtectionRule : IAccessRow
{
    public long Id { get; set; }
    public long ProjectId { get; set; }
    public PackageType Type { get; set; }

    /// <summary>The names it holds for; <c>*</c> stands for any text.</summary>
    public required string NamePattern { get; set; }

    /// <summary>The least level that publishes; null for the usual one.</summary>
    public AccessLevel? MinimumLevelForPush { get; set; }

    /// <summary>The least level that deletes; null for the usual one.</summary>
    public AccessLevel? MinimumLevelForDelete { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
