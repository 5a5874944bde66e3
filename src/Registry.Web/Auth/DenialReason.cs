using Microsoft.AspNetCore.Authorization;
using Registry.Web.Http;

namespace Registry.Web.Auth;

/// <summary>Carries the denial to where it is put into words.</summary>
internal sealed class DenialReason(IAuthorizationHandler handler, AccessDenial denial, string what) : AuthorizationFailureReason(handler, denial.ToString())
{
    public AccessDenial Denial => denial;

    /// <summary>What may not be seen: Project, Group.</summary>
    public string What => what;

    public Refusal ToRefusal() => denial.ToRefusal(what);
}

internal static class Denying
{
    /// <summary>Does not let the request in. The reason is left on it, since the framework drops reasons where nobody is signed in.</summary>
    public static void Deny(this AuthorizationHandlerContext context, IAuthorizationHandler handler, AccessDenial denial, string what)
    {
        var reason = new DenialReason(handler, denial, what);
        (context.Resource as HttpContext)?.Features.Set(reason);
        context.Fail(reason);
    }
}
