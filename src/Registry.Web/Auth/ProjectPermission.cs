namespace Registry.Web.Auth;

/// <summary>What can be done in a project, and the least role for it.</summary>
internal enum ProjectPermission
{
    /// <summary>See that it is there: anybody where public, the signed in where internal, Guests where private.</summary>
    ReadProject,

    /// <summary>Read packages and pipelines over the REST API and pages: as above, but Reporters where private.</summary>
    ListPackages,

    /// <summary>Pull packages with a client: as listing, and anybody at all where the project says so.</summary>
    ReadPackages,

    /// <summary>Publish: Developers.</summary>
    PublishPackages,

    /// <summary>Record pipelines and open their jobs: Developers.</summary>
    RecordPipelines,

    /// <summary>Delete versions and tags, and deprecate: Maintainers.</summary>
    DeletePackages,

    /// <summary>See settings, protection rules, deploy tokens, trash, audit: Maintainers.</summary>
    ReadSettings,

    /// <summary>Change settings, protection rules, deploy tokens, members, trash: Maintainers.</summary>
    ManageProject,

    /// <summary>Delete the project, or change who sees it: Owners.</summary>
    OwnProject,
}
