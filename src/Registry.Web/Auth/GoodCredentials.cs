using Microsoft.AspNetCore.Authorization;

namespace Registry.Web.Auth;

/// <summary>Anybody, but no credentials that do not work.</summary>
internal sealed record GoodCredentialsRequirement : IAuthorizationRequirement;

internal static class GoodCredentials
{
    /// <summary>Lets in everybody whose credentials work, and who sent none.</summary>
    public static TBuilder RequireGoodCredentials<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.AddRequirements(new GoodCredentialsRequirement()));
}

/// <summary>Refuses credentials that do not work.</summary>
internal sealed class GoodCredentialsHandler(ProjectDecisions decisions) : AuthorizationHandler<GoodCredentialsRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, GoodCredentialsRequirement requirement)
    {
        if (context.Resource is HttpContext http && !(await decisions.RequestAsync(http)).HasBadCredentials)
        {
            context.Succeed(requirement);
        }
        else
        {
            context.Deny(AccessDenial.BadCredentials, "Registry");
        }
    }
}
