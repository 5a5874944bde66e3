using Registry.Web.Auth;
using Registry.Web.Http;
using Registry.Web.Projects;

namespace Registry.Web.Npm;

/// <summary>
/// Which project a change to a package goes to. At a project's address it is that one; elsewhere the one that holds the package,
/// the newest version's if there are several, where the caller must have the permission.
/// </summary>
internal sealed class NpmTargets(NpmQueries queries, ProjectDecisions decisions)
{
    public async Task<NpmTargetFinding> FindAsync(HttpContext context, NpmPackageName name, ProjectPermission permission, CancellationToken cancellationToken)
    {
        var view = context.GetNpmView();
        var projectId = view.Level == NpmLevel.Project ? context.GetProject().Id : await queries.FindTargetAsync(view, name, cancellationToken);
        if (projectId is not { } id)
        {
            return new NpmTargetFinding.NoPackage();
        }

        var request = await decisions.RequestAsync(context);
        var project = await request.Reading.Access.FindProjectAsync(new ProjectRef(id, null), cancellationToken);
        var denial = await decisions.DecideAsync(request, project?.Project, permission, cancellationToken);
        return denial == AccessDenial.None
            ? new NpmTargetFinding.Found(new NpmTarget(id, name, context.GetAuditSource(), await decisions.GuardAsync(request, project!.Project, cancellationToken)))
            : new NpmTargetFinding.Denied(denial);
    }

    public static IResult Refuse(NpmTargetFinding finding) =>
        finding is NpmTargetFinding.Denied denied ? GitLabResults.Refused(denied.Denial.ToRefusal("Package")) : NpmAnswers.NoPackage;
}

/// <summary>Where a change goes, or why it goes nowhere.</summary>
internal abstract record NpmTargetFinding
{
    private NpmTargetFinding()
    {
    }

    public sealed record Found(NpmTarget Target) : NpmTargetFinding;

    public sealed record NoPackage : NpmTargetFinding;

    public sealed record Denied(AccessDenial Denial) : NpmTargetFinding;
}
