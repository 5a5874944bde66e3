using Registry.Web.Http;

namespace Registry.Web.Auth;

/// <summary>Keeps tokens that are for packages alone, or for reading, from what the route's permission alone would let them do.</summary>
internal static class ApiScope
{
    /// <summary>Personal tokens need <c>read_api</c> for reading and <c>api</c> for the rest.</summary>
    public static TBuilder RequireApiScope<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (invocation, next) =>
            invocation.HttpContext.GetCaller() is Caller.Account account && !AccountHandler.Allows(account.Scopes, invocation.HttpContext.Request.Method)
                ? GitLabResults.Refused(Refusal.InsufficientScope)
                : await next(invocation));
}
