using Microsoft.AspNetCore.Authorization;

namespace Registry.Web.Auth;

/// <summary>On the page whose route is a full path alone, <c>/{Project}</c>: lets in who may see the project or the group of that path.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RequireNamespaceAttribute() : AuthorizeAttribute(PolicyName)
{
    public const string PolicyName = "Namespace";
}
