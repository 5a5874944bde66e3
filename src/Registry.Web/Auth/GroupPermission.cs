namespace Registry.Web.Auth;

/// <summary>What can be done in a group, and the least role for it.</summary>
internal enum GroupPermission
{
    /// <summary>See that it is there, and of what lies below what its projects allow: also whoever may see something below.</summary>
    SeeGroup,

    /// <summary>Make projects and groups in it, see its deploy tokens: Maintainers.</summary>
    MaintainGroup,

    /// <summary>Change or delete it, its members, its deploy tokens, see its audit: Owners.</summary>
    OwnGroup,
}
