using Microsoft.AspNetCore.Authorization;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>Decides about what belongs to no project and no group.</summary>
internal sealed class AccountHandler(ProjectDecisions decisions) : AuthorizationHandler<AccountRequirement>
{
    /// <summary>Whether a personal token reaches that far, where it is not about packages.</summary>
    public static bool Allows(TokenScopes scopes, string method) =>
        scopes.HasFlag(TokenScopes.Api) || (scopes.HasFlag(TokenScopes.ReadApi) && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)));

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AccountRequirement requirement)
    {
        if (context.Resource is not HttpContext http)
        {
            throw new InvalidOperationException("An endpoint is asked, nothing else.");
        }

        var request = await decisions.RequestAsync(http);
        var denial = Decide(request, requirement, http.Request.Method);
        if (denial == AccessDenial.None)
        {
            context.Succeed(requirement);
        }
        else
        {
            context.Deny(denial, "User");
        }
    }

    /// <summary>The reason the caller is not let in, or none.</summary>
    public static AccessDenial Decide(RequestCaller request, AccountRequirement requirement, string method) => request switch
    {
        { HasBadCredentials: true } => AccessDenial.BadCredentials,
        { Caller: Caller.Anonymous } => AccessDenial.NoCredentials,
        { Caller: Caller.Account account } when !Allows(account.Scopes, method) => AccessDenial.InsufficientScope,
        { Caller: Caller.Account { BoundTo: null } account } when account.IsAdmin || !requirement.MustBeAdmin => AccessDenial.None,
        _ => AccessDenial.Forbidden, // a token that is bound to projects manages nothing beyond them
    };
}
