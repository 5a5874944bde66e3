using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Tokens;

/// <summary>What a personal token asks of itself, whatever its scopes, and be it bound to projects: GitLab's <c>/self</c>.</summary>
internal static class OwnTokenEndpoints
{
    private const string Self = "/personal_access_tokens/self";

    public static void Map(RouteGroupBuilder instance)
    {
        instance.MapRead(Self, GetAsync).RequireOwnToken();
        instance.MapRead($"{Self}/associations", ListAssociationsAsync).RequireAccount();
        instance.MapPost($"{Self}/rotate", RotateAsync).RequireOwnToken(TokenScopes.Api).Takes(PersonalTokenEndpoints.RotatedUntil).WithMetadata(RotatesTokens.Instance);
        instance.MapDelete(Self, RevokeAsync).RequireOwnToken();
    }

    private static Task<IResult> GetAsync(HttpContext context, TokenQueries tokens, TimeProvider time, CancellationToken cancellationToken) =>
        PersonalTokenEndpoints.AnswerAsync(context, context.GetOwnTokenId(), tokens, time, cancellationToken);

    private static async Task<IResult> ListAssociationsAsync(HttpContext context, TokenQueries tokens, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        GitLabResults.Json(
            context,
            await tokens.ListAssociationsAsync(context.GetAccount().UserId, publicUrl.Of(context.Request), cancellationToken),
            TokenJson.Readable.TokenAssociations);

    private static Task<IResult> RotateAsync(HttpContext context, TokenQueries tokens, TokenRotation rotation, TimeProvider time, CancellationToken cancellationToken) =>
        PersonalTokenEndpoints.RotatedAsync(context, context.GetOwnTokenId(), tokens, rotation, time, cancellationToken);

    private static Task<IResult> RevokeAsync(HttpContext context, TokenQueries tokens, TokenRevocation revocation, CancellationToken cancellationToken) =>
        PersonalTokenEndpoints.RevokedAsync(context, context.GetOwnTokenId(), tokens, revocation, cancellationToken);
}
