namespace Registry.Data.Entities;

/// <summary>What a member may do. The numbers are GitLab's and stand in its API.</summary>
public enum AccessLevel
{
    None = 0,
    Guest = 10,
    Reporter = 20,
    Developer = 30,
    Maintainer = 40,
    Owner = 50,

    /// <summary>Administrators of the server: no membership has this level, rules of protection may ask for it.</summary>
    Admin = 60,
}
