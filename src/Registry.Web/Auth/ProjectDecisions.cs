using Registry.Data.Entities;

namespace Registry.Web.Auth;

/// <summary>Decides for the caller of a request, with the role that the caller has, what may be done in a project.</summary>
internal sealed class ProjectDecisions(AccessReader access, TimeProvider time)
{
    /// <summary>What authentication found out; nobody in particular where it was not asked.</summary>
    public async ValueTask<RequestCaller> RequestAsync(HttpContext context)
    {
        if (context.Features.Get<RequestCaller>() is not { } request)
        {
            request = new RequestCaller(Caller.Anonymous.Instance, await access.ReadAsync(context.RequestAborted), HasBadCredentials: false);
            context.Features.Set(request);
        }

        return request;
    }

    /// <summary>The reason the caller is not let in, or none.</summary>
    /// <param name="request">Whose credentials are good.</param>
    /// <param name="project">Null if there is none such.</param>
    /// <param name="permission">What the caller is about to do.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<AccessDenial> DecideAsync(RequestCaller request, KnownProject? project, ProjectPermission permission, CancellationToken cancellationToken)
    {
        var role = project is null ? AccessLevel.None : await RoleAsync(request, project, cancellationToken);
        return ProjectAccess.Decide(request.Caller, project, role, permission);
    }

    /// <summary>Whether the role and the token allow deleting packages of the project that the request was let into.</summary>
    public ValueTask<bool> MayDeleteAsync(HttpContext context) => MayAsync(context, ProjectPermission.DeletePackages);

    /// <summary>Whether they allow that in the project that the request was let into.</summary>
    public async ValueTask<bool> MayAsync(HttpContext context, ProjectPermission permission) =>
        await DecideAsync(await RequestAsync(context), context.GetProject(), permission, context.RequestAborted) == AccessDenial.None;

    /// <summary>What guards the packages of a project from this caller, beyond roles.</summary>
    public async ValueTask<PackageGuard> GuardAsync(RequestCaller request, KnownProject project, CancellationToken cancellationToken)
    {
        var only = (request.Caller as Caller.Job)?.Only;
        if (project.Protections.Count == 0)
        {
            return only is null ? PackageGuard.Open : PackageGuard.Open with { Only = only };
        }

        var isAdmin = request.Caller is Caller.Account { IsAdmin: true } or Caller.Job { IsAdmin: true };
        return new PackageGuard(project.Protections, isAdmin ? AccessLevel.Admin : await RoleAsync(request, project, cancellationToken)) { Only = only };
    }

    /// <summary>The same for the project that the request was let into.</summary>
    public async ValueTask<PackageGuard> GuardAsync(HttpContext context) =>
        await GuardAsync(await RequestAsync(context), context.GetProject(), context.RequestAborted);

    private async ValueTask<AccessLevel> RoleAsync(RequestCaller request, KnownProject project, CancellationToken cancellationToken) => request.Caller switch
    {
        Caller.Account user => await request.Reading.Access.FindRoleAsync(user.UserId, user.IsAdmin, project, time.GetUtcNow(), cancellationToken),
        Caller.Job job => await request.Reading.Access.FindRoleAsync(job.UserId, job.IsAdmin, project, time.GetUtcNow(), cancellationToken),
        _ => AccessLevel.None,
    };
}
