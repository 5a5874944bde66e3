using Registry.Data.Entities;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>
/// Who may do what with the packages of a project: GitLab's table (docs/gitlab-compatibility.md), with Reporter as the least
/// role that pulls from a private project.
/// </summary>
internal static class ProjectAccess
{
    /// <summary>The reason the caller is not let in, or none.</summary>
    /// <param name="project">Null if there is none such.</param>
    /// <param name="role">The role of the caller's user in the project, whatever the token.</param>
    public static AccessDenial Decide(Caller caller, KnownProject? project, AccessLevel role, ProjectPermission permission) => caller switch
    {
        Caller.Account account when !Allows(account.Scopes, permission) => AccessDenial.InsufficientScope,
        Caller.Anonymous => DecideAnonymous(project, permission),
        _ when project is null => AccessDenial.Hidden,
        Caller.Account { BoundTo: { } bound } when !bound.Contains(project.Id) => DecideUser(project, AccessLevel.None, permission),
        Caller.Account => DecideUser(project, role, permission),
        Caller.Job job when job.ProjectId == project.Id => DecideUser(project, role, permission),
        Caller.Job => DecideForeignJob(project, role, permission),
        Caller.Deploy deploy => DecideDeploy(deploy, project, permission),
        _ => AccessDenial.Hidden,
    };

    private static AccessDenial DecideAnonymous(KnownProject? project, ProjectPermission permission) => project switch
    {
        { Visibility: Visibility.Public } when permission == ProjectPermission.ReadPackages => AccessDenial.None,
        { Visibility: Visibility.Public } => AccessDenial.NoCredentials,
        _ => AccessDenial.NoCredentialsHidden,
    };

    private static AccessDenial DecideUser(KnownProject project, AccessLevel role, ProjectPermission permission)
    {
        var open = project.Visibility != Visibility.Private;
        var least = permission switch
        {
            ProjectPermission.ReadPackages => AccessLevel.Reporter,
            ProjectPermission.PublishPackages => AccessLevel.Developer,
            _ => AccessLevel.Maintainer,
        };
        if (role >= least || (open && permission == ProjectPermission.ReadPackages))
        {
            return AccessDenial.None;
        }

        return open || role >= AccessLevel.Guest ? AccessDenial.Forbidden : AccessDenial.Hidden;
    }

    // A job's token is good for its own project; elsewhere it sees what everybody signed in sees.
    private static AccessDenial DecideForeignJob(KnownProject project, AccessLevel role, ProjectPermission permission)
    {
        if (project.Visibility != Visibility.Private)
        {
            return permission == ProjectPermission.ReadPackages ? AccessDenial.None : AccessDenial.Forbidden;
        }

        return role >= AccessLevel.Guest ? AccessDenial.Forbidden : AccessDenial.Hidden;
    }

    private static AccessDenial DecideDeploy(Caller.Deploy deploy, KnownProject project, ProjectPermission permission)
    {
        if (project.Id == deploy.ProjectId || (deploy.GroupId is { } group && project.GroupIds.Contains(group)))
        {
            return Allows(deploy.Scopes, permission) ? AccessDenial.None : AccessDenial.Forbidden;
        }

        if (project.Visibility != Visibility.Public)
        {
            return AccessDenial.Hidden;
        }

        return permission == ProjectPermission.ReadPackages ? AccessDenial.None : AccessDenial.Forbidden;
    }

    private static bool Allows(TokenScopes scopes, ProjectPermission permission) => permission switch
    {
        ProjectPermission.ReadPackages => scopes != TokenScopes.None,
        _ => (scopes & (TokenScopes.Api | TokenScopes.WritePackageRegistry)) != TokenScopes.None,
    };
}
