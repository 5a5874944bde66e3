using Microsoft.AspNetCore.Authorization;
using Registry.Data.Entities;
using Registry.Web.Http;
using Registry.Web.Projects;

namespace Registry.Web.Auth;

/// <summary>Finds the project of the route and decides. The project is left on the request for the handler.</summary>
internal sealed class PermissionHandler(AccessReader access, TimeProvider time) : AuthorizationHandler<PermissionRequirement>
{
    /// <summary>The route value that names the project.</summary>
    public const string RouteValue = "project";

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.Resource is not HttpContext http || http.GetRouteValue(RouteValue) is not string named)
        {
            throw new InvalidOperationException($"An endpoint that requires a permission needs {{{RouteValue}}} in its route.");
        }

        var cancel = http.RequestAborted;
        var request = http.Features.Get<RequestCaller>() ?? new RequestCaller(Caller.Anonymous.Instance, await access.ReadAsync(cancel), HasBadCredentials: false);
        http.Features.Set(request);
        var denial = AccessDenial.BadCredentials;
        if (!request.HasBadCredentials)
        {
            var finding = await request.Reading.Access.FindProjectAsync(ProjectRef.Of(named), cancel);
            var role = finding is null ? AccessLevel.None : await RoleAsync(request, finding.Project, cancel);
            denial = ProjectAccess.Decide(request.Caller, finding?.Project, role, requirement.Permission);
            if (denial == AccessDenial.None)
            {
                http.Features.Set(finding);
                context.Succeed(requirement);
                return;
            }
        }

        context.Fail(new DenialReason(this, denial, "Project"));
    }

    private async ValueTask<AccessLevel> RoleAsync(RequestCaller request, KnownProject project, CancellationToken cancel) => request.Caller switch
    {
        Caller.Account user => await request.Reading.Access.FindRoleAsync(user.UserId, user.IsAdmin, project, time.GetUtcNow(), cancel),
        Caller.Job job => await request.Reading.Access.FindRoleAsync(job.UserId, job.IsAdmin, project, time.GetUtcNow(), cancel),
        _ => AccessLevel.None,
    };
}

/// <summary>Carries the denial to where it is put into words.</summary>
internal sealed class DenialReason(IAuthorizationHandler handler, AccessDenial denial, string what) : AuthorizationFailureReason(handler, denial.ToString())
{
    public AccessDenial Denial => denial;

    public Refusal ToRefusal() => denial.ToRefusal(what);
}
