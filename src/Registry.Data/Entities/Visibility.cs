namespace Registry.Data.Entities;

/// <summary>Who may see a group or project: its members, everybody signed in, or everybody.</summary>
public enum Visibility
{
    Private = 0,
    Internal = 10,
    Public = 20,
}
