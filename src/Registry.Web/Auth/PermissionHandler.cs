using Microsoft.AspNetCore.Authorization;
using Registry.Web.Projects;

namespace Registry.Web.Auth;

/// <summary>Finds the project of the route and decides. The project is left on the request for the handler.</summary>
internal sealed class PermissionHandler(ProjectDecisions decisions) : AuthorizationHandler<PermissionRequirement>
{
    /// <summary>The route value that names the project.</summary>
    public const string RouteValue = "project";

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.Resource is not HttpContext http || http.GetRouteValue(RouteValue) is not string named)
        {
            throw new InvalidOperationException($"An endpoint that requires a permission needs {{{RouteValue}}} in its route.");
        }

        var request = await decisions.RequestAsync(http);
        var denial = AccessDenial.BadCredentials;
        if (!request.HasBadCredentials)
        {
            var finding = await request.Reading.Access.FindProjectAsync(ProjectRef.Of(named), http.RequestAborted);
            denial = await decisions.DecideAsync(request, finding?.Project, requirement.Permission, http.RequestAborted);
            if (denial == AccessDenial.None)
            {
                http.Features.Set(finding);
                context.Succeed(requirement);
                return;
            }
        }

        context.Deny(denial, "Project");
    }
}
