using Microsoft.AspNetCore.Authorization;

namespace Registry.Web.Auth;

/// <summary>On a page whose route names a group as <c>{Group}</c>: lets in only who has the permission there.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RequireGroupAttribute(GroupPermission permission) : AuthorizeAttribute(permission.ToString());
