namespace Registry.Data.Entities;

/// <summary>A namespace: a group, nested to any depth, or the personal namespace of a user.</summary>
public sealed class Group : IAccessRow
{
    public long Id { get; set; }
    public long? ParentId { get; set; }

    /// <summary>The user whose personal namespace this is; null for a group.</summary>
    public long? UserId { get; set; }

    /// <summary>The last segment of <see cref="FullPath"/>, in the case it was given.</summary>
    public required string Path { get; set; }

    public required string FullPath { get; set; }
    public required string Name { get; set; }
    public string? Description { get; set; }
    public Visibility Visibility { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}
