using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Tokens;

/// <summary>Personal tokens by their id: a user's own, and to administrators everybody's.</summary>
internal static class PersonalTokenEndpoints
{
    private const string Tokens = "/personal_access_tokens";
    private const string Token = $"{Tokens}/{{{TokenOwnerHandler.RouteValue}}}";

    /// <summary>The day on which a token made by rotation ends.</summary>
    public static readonly ApiParameter<DateOnly?> RotatedUntil = ApiParameters.Day("expires_at", "The day, in UTC, from which the new token is refused; in a week unless given.");

    private static readonly ApiParameter<long?> Id = ApiParameters.Integer(TokenOwnerHandler.RouteValue, "The id of the token.").Required();
    private static readonly ApiParameter<long?> OfUser = ApiParameters.Integer("user_id", "Only tokens of that user: administrators any, others themselves alone.");
    private static readonly ApiParameter<long?> UserId = ApiParameters.Integer("user_id", "The id of the user that the token stands for.").Required();
    private static readonly ApiParameter<string?> Name = ApiParameters.Text("name", "What the token is for.").Required();
    private static readonly ApiParameter<string?> Description = ApiParameters.Text("description", "More about it.");
    private static readonly ApiParameter<DateOnly?> Until = ApiParameters.Day("expires_at", "The day, in UTC, from which it is refused; by the server's settings unless given.");
    private static readonly ApiParameter<IReadOnlyList<string>?> Scopes =
        ApiParameters.Texts("scopes", "What it may be used for.", [.. TokenScopeNames.Names(TokenScopeNames.Personal)]).Required();

    // GitLab lets users make tokens for two purposes by themselves, and neither is known here: others are made on the page.
    private static readonly ApiParameter<IReadOnlyList<string>?> OwnScopes =
        ApiParameters.Texts("scopes", "None can be given here: make the token on the page, or let an administrator make it.", []).Required();

    public static void Map(RouteGroupBuilder instance)
    {
        instance.MapRead(Tokens, ListAsync).RequireAccount().Takes([.. PersonalTokenFilter.Parameters, OfUser, OffsetPage.Page, OffsetPage.PerPage]);
        instance.MapRead(Token, GetAsync).RequireTokenOwner().Takes(Id);
        instance.MapPost($"{Token}/rotate", RotateAsync).RequireTokenOwner().Takes(Id, RotatedUntil).WithMetadata(RotatesTokens.Instance);
        instance.MapDelete(Token, RevokeAsync).RequireTokenOwner().Takes(Id);
        instance.MapPost("/users/{user_id}/personal_access_tokens", CreateAsync).RequireAdmin().Takes(UserId, Name, Scopes, Until, Description);
        instance.MapPost("/user/personal_access_tokens", RefuseOwn).RequireAccount().Takes(Name, OwnScopes);
    }

    /// <summary>Answers with the token; the path has let the caller in.</summary>
    public static async Task<IResult> AnswerAsync(HttpContext context, long tokenId, TokenQueries tokens, TimeProvider time, CancellationToken cancellationToken) =>
        await tokens.FindAsync(tokenId, cancellationToken) is { } token
            ? GitLabResults.Json(context, PersonalTokenResponse.Of(token, time.GetUtcNow()), TokenJson.Readable.PersonalTokenResponse)
            : NoToken();

    /// <summary>Rotates the token, unless the caller wants it unchanged since.</summary>
    public static async Task<IResult> RotatedAsync(HttpContext context, long tokenId, TokenQueries tokens, TokenRotation rotation, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await UnmetAsync(context, tokenId, tokens, cancellationToken) is { } unmet)
        {
            return unmet;
        }

        return await rotation.RotateAsync(tokenId, context.Get(RotatedUntil), context.GetAuditSource(), cancellationToken) switch
        {
            RotationResult.Rotated done => GitLabResults.Json(context, PersonalTokenResponse.Of(done.Token, time.GetUtcNow(), done.Secret), TokenJson.Readable.PersonalTokenResponse),
            RotationResult.Ended => GitLabResults.Refused(Refusal.Unauthorized),
            RotationResult.Unfit unfit => GitLabResults.Refused(new Refusal(StatusCodes.Status400BadRequest, unfit.Reason)),
            _ => NoToken(),
        };
    }

    /// <summary>Revokes the token, unless the caller wants it unchanged since. One that is revoked stays so.</summary>
    public static async Task<IResult> RevokedAsync(HttpContext context, long tokenId, TokenQueries tokens, TokenRevocation revocation, CancellationToken cancellationToken)
    {
        if (await UnmetAsync(context, tokenId, tokens, cancellationToken) is { } unmet)
        {
            return unmet;
        }

        await revocation.RevokeAsync(tokenId, context.GetAuditSource(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ListAsync(HttpContext context, IDbContextFactory<RegistryDbContext> databases, TimeProvider time, CancellationToken cancellationToken)
    {
        var caller = context.GetAccount();
        if (!caller.IsAdmin && context.Get(OfUser) is { } other && other != caller.UserId)
        {
            return GitLabResults.Refused(Refusal.Unauthorized);
        }

        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        IQueryable<PersonalAccessToken> tokens = database.PersonalAccessTokens.AsNoTracking();
        if ((caller.IsAdmin ? context.Get(OfUser) : caller.UserId) is { } userId)
        {
            tokens = tokens.Where(token => token.UserId == userId);
        }

        var page = await OffsetPage.Of(context).ReadAsync(PersonalTokenFilter.Apply(context.GetArguments(), tokens, now), cancellationToken);
        return GitLabResults.Page(context, page.Select(token => PersonalTokenResponse.Of(token, now)), TokenJson.Readable.IReadOnlyListPersonalTokenResponse);
    }

    private static Task<IResult> GetAsync(HttpContext context, TokenQueries tokens, TimeProvider time, CancellationToken cancellationToken) =>
        AnswerAsync(context, context.Get(Id)!.Value, tokens, time, cancellationToken);

    private static Task<IResult> RotateAsync(HttpContext context, TokenQueries tokens, TokenRotation rotation, TimeProvider time, CancellationToken cancellationToken) =>
        RotatedAsync(context, context.Get(Id)!.Value, tokens, rotation, time, cancellationToken);

    private static Task<IResult> RevokeAsync(HttpContext context, TokenQueries tokens, TokenRevocation revocation, CancellationToken cancellationToken) =>
        RevokedAsync(context, context.Get(Id)!.Value, tokens, revocation, cancellationToken);

    private static async Task<IResult> CreateAsync(
        HttpContext context, TokenIssuer issuer, TokenLifetime lifetime, TokenQueries tokens, TimeProvider time, CancellationToken cancellationToken)
    {
        var userId = context.Get(UserId)!.Value;
        if (!await tokens.HasUserAsync(userId, cancellationToken))
        {
            return GitLabResults.Refused(Refusal.NotFound("User"));
        }

        if (TokenScopeNames.Parse(string.Join(' ', context.Get(Scopes)!), TokenScopeNames.Personal) is not { } scopes)
        {
            return GitLabResults.Refused(Refusal.Parameter("scopes is empty"));
        }

        if (lifetime.Fault(context.Get(Until)) is { } fault)
        {
            return GitLabResults.Refused(new Refusal(StatusCodes.Status400BadRequest, fault));
        }

        var wanted = new NewToken(context.Get(Name)!, scopes, context.Get(Until), context.Get(Description));
        var issued = await issuer.IssuePersonalAsync(userId, wanted, boundTo: null, context.GetAuditSource(), cancellationToken);
        var made = await tokens.FindAsync(issued.Id, cancellationToken);
        return GitLabResults.Json(
            context, PersonalTokenResponse.Of(made!, time.GetUtcNow(), issued.Secret), TokenJson.Readable.PersonalTokenResponse, StatusCodes.Status201Created);
    }

    private static IResult RefuseOwn() => GitLabResults.Refused(Refusal.Parameter("scopes does not have a valid value"));

    private static IResult NoToken() => GitLabResults.Refused(Refusal.NoSuchRow);

    private static async Task<IResult?> UnmetAsync(HttpContext context, long tokenId, TokenQueries tokens, CancellationToken cancellationToken) =>
        await tokens.FindAsync(tokenId, cancellationToken) is { } token ? Preconditions.Unmet(context, token.RevokedAt ?? token.CreatedAt) : NoToken();
}
