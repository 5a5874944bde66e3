using Microsoft.AspNetCore.Authorization;

namespace Registry.Web.Auth;

/// <summary>A user in person, by a session or a personal access token: no job, no deploy token. Admins alone where that is asked.</summary>
internal sealed record AccountRequirement(bool MustBeAdmin) : IAuthorizationRequirement;

internal static class AccountPermissions
{
    /// <summary>Lets in users with a token that reaches: <c>read_api</c> for reading, <c>api</c> for the rest.</summary>
    public static TBuilder RequireAccount<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.AddRequirements(new AccountRequirement(MustBeAdmin: false)));

    /// <summary>The same, and administrators only.</summary>
    public static TBuilder RequireAdmin<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.AddRequirements(new AccountRequirement(MustBeAdmin: true)));

    /// <summary>The user that the request was let in for.</summary>
    public static Caller.Account GetAccount(this HttpContext context) =>
        context.GetCaller() as Caller.Account ?? throw new InvalidOperationException("The endpoint requires no account.");
}
