using Microsoft.AspNetCore.Authorization;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>A personal token that is about itself: any will do, bound to projects or not, as long as it has the scopes.</summary>
internal sealed record OwnTokenRequirement(TokenScopes Scopes) : IAuthorizationRequirement;

internal static class OwnTokens
{
    /// <summary>Lets in personal tokens that have all of the scopes, and no other credentials.</summary>
    public static TBuilder RequireOwnToken<TBuilder>(this TBuilder builder, TokenScopes scopes = TokenScopes.None)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.AddRequirements(new OwnTokenRequirement(scopes)));

    /// <summary>The id of the personal token that the request came with.</summary>
    public static long GetOwnTokenId(this HttpContext context) =>
        context.Features.Get<RequestCaller>()?.Token is { Kind: TokenKind.Personal } token ? token.Id : throw new InvalidOperationException("The endpoint requires no personal token.");
}

/// <summary>Decides about what a token does to itself.</summary>
internal sealed class OwnTokenHandler(ProjectDecisions decisions) : AuthorizationHandler<OwnTokenRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, OwnTokenRequirement requirement)
    {
        if (context.Resource is not HttpContext http)
        {
            throw new InvalidOperationException("An endpoint is asked, nothing else.");
        }

        var denial = Decide(await decisions.RequestAsync(http), requirement.Scopes);
        if (denial == AccessDenial.None)
        {
            context.Succeed(requirement);
        }
        else
        {
            context.Deny(denial, "Token");
        }
    }

    private static AccessDenial Decide(RequestCaller request, TokenScopes scopes) => request switch
    {
        { HasBadCredentials: true } => AccessDenial.BadCredentials,
        { Caller: Caller.Anonymous } => AccessDenial.NoCredentials,
        { Token.Kind: TokenKind.Personal, Caller: Caller.Account account } => account.Scopes.HasFlag(scopes) ? AccessDenial.None : AccessDenial.InsufficientScope,
        _ => AccessDenial.NoPersonalToken,
    };
}
