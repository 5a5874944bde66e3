using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Tokens;

/// <summary>GitLab's deploy tokens of projects and groups, and a switch, which GitLab has not.</summary>
internal static class DeployTokenEndpoints
{
    private const string Tokens = "/deploy_tokens";
    private const string Token = $"{Tokens}/{{token_id}}";

    private static readonly ApiParameter<long?> Id = ApiParameters.Integer("token_id", "The id of the deploy token.").Required();
    private static readonly ApiParameter<bool?> Active = ApiParameters.Flag("active", "Only tokens that work, or only others.");
    private static readonly ApiParameter<string?> Name = ApiParameters.Text("name", "What the token is for.").Required();
    private static readonly ApiParameter<string?> Username = ApiParameters.Text("username", "The user name to give with it; gitlab+deploy-token-{id} unless given.");
    private static readonly ApiParameter<DateTimeOffset?> Until = ApiParameters.Moment("expires_at", "The moment from which it is refused; never unless given.");
    private static readonly ApiParameter<bool?> Disabled = ApiParameters.Flag("disabled", "Whether it is switched off.").Required();
    private static readonly ApiParameter<IReadOnlyList<string>?> Scopes =
        ApiParameters.Texts("scopes", "What it may be used for.", [.. TokenScopeNames.Names(TokenScopeNames.Deploy)]).Required();

    public static void Map(RouteGroupBuilder instance, RouteGroupBuilder project, RouteGroupBuilder group)
    {
        instance.MapRead(Tokens, ListAllAsync).RequireAdmin().Takes(Active, OffsetPage.Page, OffsetPage.PerPage);
        project.MapRead(Tokens, ListAsync).RequirePermission(ProjectPermission.ReadSettings).Takes(Active, OffsetPage.Page, OffsetPage.PerPage);
        project.MapPost(Tokens, CreateAsync).RequirePermission(ProjectPermission.ManageProject).Takes(Name, Scopes, Until, Username);
        project.MapRead(Token, GetAsync).RequirePermission(ProjectPermission.ReadSettings).Takes(Id);
        project.MapPut(Token, SwitchAsync).RequirePermission(ProjectPermission.ManageProject).Takes(Id, Disabled);
        project.MapDelete(Token, DeleteAsync).RequirePermission(ProjectPermission.ManageProject).Takes(Id);
        group.MapRead(Tokens, ListAsync).RequireGroup(GroupPermission.MaintainGroup).Takes(Active, OffsetPage.Page, OffsetPage.PerPage);
        group.MapPost(Tokens, CreateAsync).RequireGroup(GroupPermission.OwnGroup).Takes(Name, Scopes, Until, Username);
        group.MapRead(Token, GetAsync).RequireGroup(GroupPermission.MaintainGroup).Takes(Id);
        group.MapPut(Token, SwitchAsync).RequireGroup(GroupPermission.OwnGroup).Takes(Id, Disabled);
        group.MapDelete(Token, DeleteAsync).RequireGroup(GroupPermission.OwnGroup).Takes(Id);
    }

    private static Task<IResult> ListAllAsync(HttpContext context, DeployTokens tokens, TimeProvider time, CancellationToken cancellationToken) =>
        PageAsync(context, target: null, tokens, time, cancellationToken);

    private static Task<IResult> ListAsync(HttpContext context, DeployTokens tokens, TimeProvider time, CancellationToken cancellationToken) =>
        PageAsync(context, Target(context), tokens, time, cancellationToken);

    private static async Task<IResult> PageAsync(HttpContext context, TokenTarget? target, DeployTokens tokens, TimeProvider time, CancellationToken cancellationToken)
    {
        var page = await tokens.ListAsync(target, context.Get(Active), OffsetPage.Of(context), cancellationToken);
        return GitLabResults.Page(context, page.Select(token => DeployTokenResponse.Of(token, time.GetUtcNow())), TokenJson.Readable.IReadOnlyListDeployTokenResponse);
    }

    private static async Task<IResult> GetAsync(HttpContext context, DeployTokens tokens, TimeProvider time, CancellationToken cancellationToken) =>
        await tokens.FindAsync(Target(context), context.Get(Id)!.Value, cancellationToken) is { } token
            ? GitLabResults.Json(context, DeployTokenResponse.Of(token, time.GetUtcNow()), TokenJson.Readable.DeployTokenResponse)
            : NoToken();

    private static async Task<IResult> CreateAsync(HttpContext context, TokenIssuer issuer, DeployTokens tokens, TimeProvider time, CancellationToken cancellationToken)
    {
        if (TokenScopeNames.Parse(string.Join(' ', context.Get(Scopes)!), TokenScopeNames.Deploy) is not { } scopes)
        {
            return GitLabResults.Refused(Refusal.Parameter("scopes is empty"));
        }

        if (context.Get(Username) is { } username && !DeployUsername.IsAllowed(username))
        {
            return Unfit(DeployUsername.Rule);
        }

        if (context.Get(Until) <= time.GetUtcNow())
        {
            return Unfit("Expires at must be in the future");
        }

        var wanted = new NewToken(context.Get(Name)!, scopes) { EndsAt = context.Get(Until), Username = context.Get(Username) };
        var issued = await issuer.IssueDeployAsync(Target(context), wanted, context.GetAuditSource(), cancellationToken);
        var made = await tokens.FindAsync(Target(context), issued.Id, cancellationToken);
        return GitLabResults.Json(
            context, DeployTokenResponse.Of(made!, time.GetUtcNow(), issued.Secret), TokenJson.Readable.DeployTokenResponse, StatusCodes.Status201Created);
    }

    private static async Task<IResult> SwitchAsync(HttpContext context, DeployTokens tokens, TimeProvider time, CancellationToken cancellationToken) =>
        await tokens.SwitchAsync(Target(context), context.Get(Id)!.Value, context.Get(Disabled)!.Value, context.GetAuditSource(), cancellationToken) is { } token
            ? GitLabResults.Json(context, DeployTokenResponse.Of(token, time.GetUtcNow()), TokenJson.Readable.DeployTokenResponse)
            : NoToken();

    private static async Task<IResult> DeleteAsync(HttpContext context, DeployTokens tokens, CancellationToken cancellationToken)
    {
        var id = context.Get(Id)!.Value;
        if (await tokens.FindAsync(Target(context), id, cancellationToken) is not { } token)
        {
            return NoToken();
        }

        return Preconditions.Unmet(context, token.DisabledAt ?? token.CreatedAt)
            ?? (await tokens.DeleteAsync(Target(context), id, context.GetAuditSource(), cancellationToken) ? TypedResults.NoContent() : NoToken());
    }

    // A route names a project or a group, never both.
    private static TokenTarget Target(HttpContext context) =>
        context.GetRouteValue(GroupHandler.RouteValue) is null ? new TokenTarget(context.GetProject().Id, null) : new TokenTarget(null, context.GetGroup().Id);

    private static IResult NoToken() => GitLabResults.Refused(Refusal.NoSuchRow);

    private static IResult Unfit(string reason) => GitLabResults.Refused(new Refusal(StatusCodes.Status400BadRequest, reason));
}
