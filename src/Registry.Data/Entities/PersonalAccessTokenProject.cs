namespace Registry.Data.Entities;

/// <summary>One of the projects that a bound personal access token works in.</summary>
public sealed class PersonalAccessTokenProject : IAccessRow
{
    public long TokenId { get; set; }
    public long ProjectId { get; set; }
}
