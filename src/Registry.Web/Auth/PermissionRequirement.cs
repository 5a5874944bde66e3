using Microsoft.AspNetCore.Authorization;

namespace Registry.Web.Auth;

/// <summary>What an endpoint asks of the caller in the project that its route names as <c>{project}</c>.</summary>
internal sealed record PermissionRequirement(ProjectPermission Permission) : IAuthorizationRequirement;

internal static class Permissions
{
    /// <summary>Lets in only who has the permission in the project of the route.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, ProjectPermission permission)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.AddRequirements(new PermissionRequirement(permission)));
}
