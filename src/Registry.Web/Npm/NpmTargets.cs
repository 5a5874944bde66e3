using Registry.Data.Entities;
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
        if (denial != AccessDenial.None)
        {
            return new NpmTargetFinding.Refused(denial.ToRefusal("Package"));
        }

        var guard = await decisions.GuardAsync(request, project!.Project, cancellationToken);
        return guard.RefuseChange(PackageType.Npm, name.Text) is { } refusal
            ? new NpmTargetFinding.Refused(refusal)
            : new NpmTargetFinding.Found(new NpmTarget(id, name, context.GetAuditSource(), guard));
    }

    public static IResult Refuse(NpmTargetFinding finding) =>
        finding is NpmTargetFinding.Refused refused ? GitLabResults.Refused(refused.Refusal) : NpmAnswers.NoPackage;
}

/// <summary>Where a change goes, or why it goes nowhere.</summary>
internal abstract record NpmTargetFinding
{
    private NpmTargetFinding()
    {
    }

    public sealed record Found(NpmTarget Target) : NpmTargetFinding;

    public sealed record NoPackage : NpmTargetFinding;

    /// <summary>The caller's role, or what the caller's token is for, does not reach.</summary>
    public sealed record Refused(Refusal Refusal) : NpmTargetFinding;
}
