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
        Caller.Job job when job.ProjectId == project.Id => DecideJob(project, role, permission),
        Caller.Job => DecideForeignJob(project, role, permission),
        Caller.Deploy deploy => DecideDeploy(deploy, project, permission),
        _ => AccessDenial.Hidden,
    };

    private static AccessDenial DecideAnonymous(KnownProject? project, ProjectPermission permission) => project switch
    {
        { Visibility: Visibility.Public } when Reads(permission) => AccessDenial.None,
        { AnyoneMayPull: true } when permission == ProjectPermission.ReadPackages => AccessDenial.None,
        { Visibility: Visibility.Public } => AccessDenial.NoCredentials,
        _ => AccessDenial.NoCredentialsHidden,
    };

    private static AccessDenial DecideUser(KnownProject project, AccessLevel role, ProjectPermission permission)
    {
        var open = project.Visibility != Visibility.Private;
        if (role >= Least(permission) || (open && Reads(permission)) || IsLeftOpen(project, permission))
        {
            return AccessDenial.None;
        }

        return open || role >= AccessLevel.Guest ? AccessDenial.Forbidden : AccessDenial.Hidden;
    }

    // A job's token is good for its own project; elsewhere it sees what everybody signed in sees.
    private static AccessDenial DecideForeignJob(KnownProject project, AccessLevel role, ProjectPermission permission)
    {
        if (IsLeftOpen(project, permission) || (project.Visibility != Visibility.Private && Reads(permission)))
        {
            return AccessDenial.None;
        }

        return project.Visibility != Visibility.Private || role >= AccessLevel.Guest ? AccessDenial.Forbidden : AccessDenial.Hidden;
    }

    // A build needs its packages and its pipeline. What lasts longer than the build is for people to change.
    private static AccessDenial DecideJob(KnownProject project, AccessLevel role, ProjectPermission permission) =>
        permission is ProjectPermission.ReadSettings or ProjectPermission.ManageProject or ProjectPermission.OwnProject
            ? DecideUser(project, (AccessLevel)Math.Min((int)role, (int)AccessLevel.Developer), permission)
            : DecideUser(project, role, permission);

    private static AccessDenial DecideDeploy(Caller.Deploy deploy, KnownProject project, ProjectPermission permission)
    {
        if (project.Id == deploy.ProjectId || (deploy.GroupId is { } group && project.GroupIds.Contains(group)))
        {
            return AllowsDeploy(deploy.Scopes, permission) ? AccessDenial.None : AccessDenial.Forbidden;
        }

        if (IsLeftOpen(project, permission))
        {
            return AccessDenial.None;
        }

        if (project.Visibility != Visibility.Public)
        {
            return AccessDenial.Hidden;
        }

        return permission == ProjectPermission.ReadPackages ? AccessDenial.None : AccessDenial.Forbidden;
    }

    private static AccessLevel Least(ProjectPermission permission) => permission switch
    {
        ProjectPermission.ReadProject => AccessLevel.Guest,
        ProjectPermission.ListPackages or ProjectPermission.ReadPackages => AccessLevel.Reporter,
        ProjectPermission.PublishPackages or ProjectPermission.RecordPipelines => AccessLevel.Developer,
        ProjectPermission.OwnProject => AccessLevel.Owner,
        _ => AccessLevel.Maintainer,
    };

    private static bool Reads(ProjectPermission permission) =>
        permission is ProjectPermission.ReadProject or ProjectPermission.ListPackages or ProjectPermission.ReadPackages;

    private static bool IsLeftOpen(KnownProject project, ProjectPermission permission) =>
        project.AnyoneMayPull && permission == ProjectPermission.ReadPackages;

    private static bool AllowsDeploy(TokenScopes scopes, ProjectPermission permission) => permission switch
    {
        ProjectPermission.ReadPackages => scopes != TokenScopes.None,
        ProjectPermission.PublishPackages or ProjectPermission.DeletePackages => scopes.HasFlag(TokenScopes.WritePackageRegistry),
        _ => false,
    };

    private static bool Allows(TokenScopes scopes, ProjectPermission permission) => permission switch
    {
        ProjectPermission.ListPackages or ProjectPermission.ReadPackages => scopes != TokenScopes.None,
        ProjectPermission.ReadProject or ProjectPermission.ReadSettings => (scopes & (TokenScopes.Api | TokenScopes.ReadApi)) != TokenScopes.None,
        ProjectPermission.PublishPackages or ProjectPermission.DeletePackages or ProjectPermission.RecordPipelines =>
            (scopes & (TokenScopes.Api | TokenScopes.WritePackageRegistry)) != TokenScopes.None,
        _ => scopes.HasFlag(TokenScopes.Api),
    };
}
