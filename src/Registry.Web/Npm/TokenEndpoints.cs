using Microsoft.Extensions.Options;
using Registry.Web.Accounts;
using Registry.Web.Auth;
using Registry.Web.Http;
using Registry.Web.Tokens;

namespace Registry.Web.Npm;

/// <summary>npm token: the caller's personal tokens.</summary>
internal static class TokenEndpoints
{
    private const string Tokens = "/-/npm/v1/tokens";
    private const int KeyLength = 32;

    public static void Map(NpmRoutes npm)
    {
        npm.MapWhole(HttpMethods.Get, Tokens, ListAsync);
        npm.MapWhole(HttpMethods.Post, Tokens, CreateAsync);
        npm.MapWhole(HttpMethods.Delete, $"{Tokens}/token/{{key}}", RevokeAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, TokenQueries tokens, IOptions<TokenOptions> options, CancellationToken cancellationToken)
    {
        if (context.GetCaller() is not Caller.Account caller)
        {
            return AccountEndpoints.NotAnAccount(context);
        }

        // Of the others only who may manage them learns.
        var own = caller is { BoundTo: null } && AccountHandler.Allows(caller.Scopes, HttpMethods.Get) ? null : context.Features.Get<RequestCaller>()?.Token?.Id;
        var listed = (await tokens.ListPersonalAsync(caller.UserId, cancellationToken)).Where(token => own is null || token.Id == own);
        return NpmAnswers.Json(context, new TokensResponse([.. listed.Select(token => Response(token, options.Value.PersonalPrefix, secret: null))], new NoUrls()), NpmJson.Readable.TokensResponse);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, SigningIn signingIn, TokenIssuer issuer, TokenQueries tokens, TokenLifetime lifetime, IOptions<TokenOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (context.GetCaller() is not Caller.Account caller)
        {
            return AccountEndpoints.NotAnAccount(context);
        }

        if (await AccountEndpoints.ReadAsync(context.Request, NpmJson.Readable.NewTokenRequest, cancellationToken) is not { } wanted)
        {
            return GitLabResults.Refused(Refusal.BadRequest("The body is no JSON that describes a token."));
        }

        if (Fault(wanted) is { } fault)
        {
            return GitLabResults.Refused(Refusal.BadRequest(fault));
        }

        // npm asks for the password, so that who finds a token cannot make others from it.
        var check = await signingIn.CheckAsync(caller.UserName, wanted.Password ?? "");
        if (check is not PasswordCheck.Right)
        {
            return AccountEndpoints.RefusedPassword(check, "The password is wrong.");
        }

        var now = time.GetUtcNow();
        var readOnly = wanted.Readonly == true || wanted.PackagesAndScopesPermission == "read-only";
        var scopes = readOnly ? TokenScopes.ReadPackageRegistry : TokenScopes.ReadPackageRegistry | TokenScopes.WritePackageRegistry;
        var name = string.IsNullOrWhiteSpace(wanted.Name) ? $"npm token {now:yyyy-MM-dd HH:mm}" : wanted.Name;
        var ends = wanted.Expires is { } days ? DateOnly.FromDateTime(now.UtcDateTime).AddDays(days) : (DateOnly?)null;
        if (lifetime.Fault(ends) is { } tooFar)
        {
            return GitLabResults.Refused(new Refusal(StatusCodes.Status400BadRequest, tooFar));
        }

        var issued = await issuer.IssuePersonalAsync(caller.UserId, new NewToken(name, scopes, ends), boundTo: null, context.GetAuditSource(), cancellationToken);
        var row = (await tokens.ListPersonalAsync(caller.UserId, cancellationToken)).Single(token => token.Id == issued.Id);
        return NpmAnswers.Json(context, Response(row, options.Value.PersonalPrefix, issued.Secret), NpmJson.Readable.TokenResponse, StatusCodes.Status201Created);
    }

    private static async Task<IResult> RevokeAsync(
        HttpContext context, string key, TokenQueries tokens, TokenRevocation revocation, CancellationToken cancellationToken)
    {
        if (context.GetCaller() is not Caller.Account caller)
        {
            return AccountEndpoints.NotAnAccount(context);
        }

        if ((caller.Scopes & (TokenScopes.Api | TokenScopes.WritePackageRegistry)) == TokenScopes.None || caller.BoundTo is not null)
        {
            return GitLabResults.Refused(Refusal.InsufficientScope);
        }

        return (await tokens.ListPersonalAsync(caller.UserId, cancellationToken)).FirstOrDefault(token => Key(token) == key) is { } found
            && await revocation.RevokeAsync(caller.UserId, found.Id, context.GetAuditSource(), cancellationToken)
            ? TypedResults.NoContent()
            : GitLabResults.Refused(Refusal.NotFound("Token"));
    }

    // What narrows a token and cannot be kept is refused, not passed over.
    private static string? Fault(NewTokenRequest wanted) =>
        wanted.CidrWhitelist is { Length: > 0 } ? "Tokens cannot be bound to addresses here: leave --cidr out."
        : wanted.Packages is { Length: > 0 } || wanted.Scopes is { Length: > 0 } || wanted.Orgs is { Length: > 0 } ? "npm cannot narrow a token to packages, scopes or organizations here: make one on the page, bound to projects."
        : wanted.Expires is <= 0 or > 36500 ? "expires is invalid"
        : wanted.Name is { Length: > 255 } ? "name is too long"
        : null;

    // npm finds a token by the beginning of its key, which has to be the same whenever it asks.
    private static string Key(PersonalTokenSummary token) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(token.Id)))[..KeyLength];

    private static TokenResponse Response(PersonalTokenSummary token, string prefix, string? secret)
    {
        var scopes = TokenScopeNames.Stored(token.Scopes);
        var isReadOnly = (scopes & (TokenScopes.Api | TokenScopes.WritePackageRegistry)) == TokenScopes.None;
        return new TokenResponse(secret ?? prefix, Key(token), token.Name, isReadOnly, token.CreatedAt, token.CreatedAt, token.ExpiresAt, CidrWhitelist: null);
    }
}
