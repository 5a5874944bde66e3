using Microsoft.AspNetCore.Authorization;

namespace Registry.Web.Auth;

/// <summary>
/// What an endpoint asks of the caller in the group that its route names as <c>{group}</c>. What of the packages below may be
/// read is for each project to say.
/// </summary>
internal sealed record GroupRequirement(GroupPermission Permission) : IAuthorizationRequirement;

internal static class GroupPermissions
{
    /// <summary>Lets in only who may see the group of the route.</summary>
    public static TBuilder RequireVisibleGroup<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireGroup(GroupPermission.SeeGroup);

    /// <summary>Lets in only who has the permission in the group of the route.</summary>
    public static TBuilder RequireGroup<TBuilder>(this TBuilder builder, GroupPermission permission)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.AddRequirements(new GroupRequirement(permission)));

    /// <summary>The group that the request was let into.</summary>
    public static KnownGroup GetGroup(this HttpContext context) =>
        (context.Features.Get<GroupFinding>() ?? throw new InvalidOperationException("The endpoint requires no group.")).Group;
}

/// <summary>What access decisions need of a group.</summary>
/// <param name="IsPersonal">It is a user's own namespace, which is no group to GitLab's API of groups.</param>
internal sealed record KnownGroup(long Id, string FullPath, bool IsPersonal = false);

/// <summary>A group, and whether the reference is one that it had before a rename.</summary>
internal sealed record GroupFinding(KnownGroup Group, bool HasMoved);
