namespace Registry.Data.Entities;

/// <summary>A channel that was ever published to. The generation moves whenever its index changes.</summary>
public sealed class HelmChannel : IContentRow
{
    public long ProjectId { get; set; }
    public required string Name { get; set; }
    public long Generation { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
}
