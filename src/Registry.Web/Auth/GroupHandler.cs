using Microsoft.AspNetCore.Authorization;
using Registry.Web.Http;

namespace Registry.Web.Auth;

/// <summary>Finds the group of the route and decides what the caller may do in it. The group is left on the request.</summary>
internal sealed class GroupHandler(GroupDecisions decisions) : AuthorizationHandler<GroupRequirement>
{
    /// <summary>The route value that names the group.</summary>
    public const string RouteValue = "group";

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, GroupRequirement requirement)
    {
        if (context.Resource is not HttpContext http || http.GetRouteValue(RouteValue) is not string named)
        {
            throw new InvalidOperationException($"An endpoint that requires a group needs {{{RouteValue}}} in its route.");
        }

        var denial = http.Features.Get<RequestCaller>() is { HasBadCredentials: true }
            ? AccessDenial.BadCredentials
            : await decisions.DecideAsync(http, RawPath.Unfold(named), requirement.Permission, http.RequestAborted);
        if (denial == AccessDenial.None)
        {
            context.Succeed(requirement);
        }
        else
        {
            context.Deny(denial, "Group");
        }
    }
}
