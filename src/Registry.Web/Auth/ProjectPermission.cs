namespace Registry.Web.Auth;

/// <summary>What can be done to the packages of a project.</summary>
internal enum ProjectPermission
{
    /// <summary>List and pull: anybody where public, the signed in where internal, Reporters where private.</summary>
    ReadPackages,

    /// <summary>Publish: Developers.</summary>
    PublishPackages,

    /// <summary>Delete versions and tags, and deprecate: Maintainers.</summary>
    DeletePackages,
}
