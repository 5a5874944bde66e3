using Microsoft.AspNetCore.Authorization;

namespace Registry.Web.Auth;

/// <summary>
/// What is asked beside a role, where the route is about more than packages: personal tokens need <c>read_api</c> for reading and
/// <c>api</c> for the rest; and where names of people are shown, the caller is somebody.
/// </summary>
internal sealed record ApiRequirement(bool MustBeSomebody) : IAuthorizationRequirement;

internal static class ApiPermissions
{
    /// <summary>Keeps out tokens that are for packages alone, or for reading what is written here.</summary>
    public static TBuilder RequireApiScope<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.AddRequirements(new ApiRequirement(MustBeSomebody: false)));

    /// <summary>The same, and nobody in particular.</summary>
    public static TBuilder RequireSomebody<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.AddRequirements(new ApiRequirement(MustBeSomebody: true)));
}

/// <summary>Decides last: what the others refuse they have refused in their own words.</summary>
internal sealed class ApiHandler : AuthorizationHandler<ApiRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ApiRequirement requirement)
    {
        if (context.HasFailed || context.Resource is not HttpContext http)
        {
            return Task.CompletedTask;
        }

        switch (http.GetCaller())
        {
            case Caller.Anonymous when requirement.MustBeSomebody:
                context.Deny(AccessDenial.NoCredentials, "User");
                break;
            case Caller.Account account when !AccountHandler.Allows(account.Scopes, http.Request.Method):
                context.Deny(AccessDenial.InsufficientScope, "User");
                break;
            default:
                context.Succeed(requirement);
                break;
        }

        return Task.CompletedTask;
    }
}
