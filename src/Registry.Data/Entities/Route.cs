namespace Registry.Data.Entities;

/// <summary>
/// A path that is taken, lower-cased. One table for users, groups and projects: two could not settle a race between a
/// group and a project for the same path. A rename leaves the old path as a redirect, which nobody else can take.
/// </summary>
public sealed class Route : IAccessRow
{
    public long Id { get; set; }
    public required string Path { get; set; }
    public long? GroupId { get; set; }
    public long? ProjectId { get; set; }
    public bool IsRedirect { get; set; }
}
