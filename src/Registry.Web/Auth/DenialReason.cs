using Microsoft.AspNetCore.Authorization;
using Registry.Web.Http;

namespace Registry.Web.Auth;

/// <summary>Carries the denial to where it is put into words.</summary>
/// <param name="Denial">Why.</param>
/// <param name="What">What may not be seen: Project, Group.</param>
internal sealed record DenialReason(AccessDenial Denial, string What);

internal static class Denying
{
    /// <summary>Does not let the request in. The reason is left on it, since the framework drops its own where nobody is signed in.</summary>
    public static void Deny(this AuthorizationHandlerContext context, AccessDenial denial, string what)
    {
        (context.Resource as HttpContext)?.Features.Set(new DenialReason(denial, what));
        context.Fail();
    }
}
