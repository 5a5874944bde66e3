using Microsoft.AspNetCore.Authorization;

namespace Registry.Web.Auth;

/// <summary>On a page whose route begins with <c>/{Project}</c>: lets in only who has the permission there.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RequirePermissionAttribute(ProjectPermission permission) : AuthorizeAttribute(permission.ToString());
