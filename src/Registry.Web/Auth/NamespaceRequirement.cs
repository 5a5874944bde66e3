using Microsoft.AspNetCore.Authorization;

namespace Registry.Web.Auth;

/// <summary>What stands at the full path of the route, a project whose packages the caller may list or a group that the caller may see.</summary>
internal sealed record NamespaceRequirement : IAuthorizationRequirement;
