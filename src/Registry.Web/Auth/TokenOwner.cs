using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Registry.Data;

namespace Registry.Web.Auth;

/// <summary>The user whose personal token the route names as <c>{id}</c>, or an administrator.</summary>
internal sealed record TokenOwnerRequirement : IAuthorizationRequirement;

internal static class TokenOwners
{
    /// <summary>Lets in users with a token that reaches as far as <see cref="AccountPermissions.RequireAccount"/> asks, to tokens of their own; administrators to any.</summary>
    public static TBuilder RequireTokenOwner<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.AddRequirements(new TokenOwnerRequirement()));
}

/// <summary>Decides about a personal token by its id. As in GitLab, another's is 401, and so is one that is not there.</summary>
internal sealed class TokenOwnerHandler(ProjectDecisions decisions, IDbContextFactory<RegistryDbContext> databases) : AuthorizationHandler<TokenOwnerRequirement>
{
    /// <summary>The route value that names the token.</summary>
    public const string RouteValue = "id";

    private static readonly AccountRequirement Anybody = new(MustBeAdmin: false);

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, TokenOwnerRequirement requirement)
    {
        if (context.Resource is not HttpContext http || http.GetRouteValue(RouteValue) is not string named)
        {
            throw new InvalidOperationException($"An endpoint that requires a token's owner needs {{{RouteValue}}} in its route.");
        }

        var request = await decisions.RequestAsync(http);
        var denial = AccountHandler.Decide(request, Anybody, http.Request.Method);
        if (denial == AccessDenial.None && !await OwnsAsync((Caller.Account)request.Caller, named, http.RequestAborted))
        {
            denial = AccessDenial.NoCredentials;
        }

        if (denial == AccessDenial.None)
        {
            context.Succeed(requirement);
        }
        else
        {
            context.Deny(denial, "Token");
        }
    }

    // What is no number names nobody's token: the parameter's own check says so.
    private async Task<bool> OwnsAsync(Caller.Account caller, string named, CancellationToken cancellationToken)
    {
        if (caller.IsAdmin || !long.TryParse(named, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
        {
            return true;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.PersonalAccessTokens.AnyAsync(token => token.Id == id && token.UserId == caller.UserId, cancellationToken);
    }
}
