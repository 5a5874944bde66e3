namespace Registry.Data.Entities;

/// <summary>Where packages are published. It lives in a group or in a personal namespace.</summary>
public sealed class Project : IAccessRow
{
    public long Id { get; set; }
    public long GroupId { get; set; }

    /// <summary>The last segment of <see cref="FullPath"/>, in the case it was given.</summary>
    public required string Path { get; set; }

    public required string FullPath { get; set; }
    public required string Name { get; set; }
    public string? Description { get; set; }
    public Visibility Visibility { get; set; }

    /// <summary>Whether clients may pull packages without credentials even where the project is not public.</summary>
    public bool AnyoneMayPull { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
