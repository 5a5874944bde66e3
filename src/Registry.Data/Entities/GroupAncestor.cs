namespace Registry.Data.Entities;

/// <summary>One pair of the closure of group ancestry. Every group is its own ancestor at depth 0.</summary>
public sealed class GroupAncestor : IAccessRow
{
    public long GroupId { get; set; }
    public long AncestorId { get; set; }
    public int Depth { get; set; }
}
