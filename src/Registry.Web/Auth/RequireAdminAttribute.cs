using Microsoft.AspNetCore.Authorization;

namespace Registry.Web.Auth;

/// <summary>On a page for administrators alone.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RequireAdminAttribute() : AuthorizeAttribute(PolicyName)
{
    public const string PolicyName = "Admin";
}
