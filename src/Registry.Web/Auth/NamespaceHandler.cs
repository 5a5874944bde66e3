using Microsoft.AspNetCore.Authorization;
using Registry.Web.Http;
using Registry.Web.Projects;

namespace Registry.Web.Auth;

/// <summary>Finds out whether the route's full path is a project's or a group's, and decides. What it found is left on the request.</summary>
internal sealed class NamespaceHandler(ProjectDecisions projects, GroupDecisions groups) : AuthorizationHandler<NamespaceRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, NamespaceRequirement requirement)
    {
        if (context.Resource is not HttpContext http || http.GetRouteValue(PermissionHandler.RouteValue) is not string named)
        {
            throw new InvalidOperationException($"A page of projects and groups needs {{{PermissionHandler.RouteValue}}} in its route.");
        }

        var request = await projects.RequestAsync(http);
        if (await request.Reading.Access.FindProjectAsync(ProjectRef.Of(named), http.RequestAborted) is { } finding)
        {
            var denial = await projects.DecideAsync(request, finding.Project, ProjectPermission.ListPackages, http.RequestAborted);
            http.Features.Set(denial == AccessDenial.None ? finding : null);
            Settle(context, requirement, denial, "Project");
            return;
        }

        Settle(context, requirement, await groups.DecideAsync(http, RawPath.Unfold(named), GroupPermission.SeeGroup, http.RequestAborted), "Group");
    }

    private static void Settle(AuthorizationHandlerContext context, NamespaceRequirement requirement, AccessDenial denial, string what)
    {
        if (denial == AccessDenial.None)
        {
            context.Succeed(requirement);
        }
        else
        {
            context.Deny(denial, what);
        }
    }
}
