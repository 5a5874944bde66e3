using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Unit.Data;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Tokens;

/// <summary>A personal token that takes another's place, and one that asks about itself.</summary>
public sealed class TokenRotationTests
{
    private const string Self = $"{TokenTown.Api}/self";
    private const string NoScope = """403 {"message":"403 Forbidden - The token's scopes do not allow this.","error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token."}""";
    private const string NotAllowed = """405 {"message":"405 Method Not Allowed"}""";

    [Theory, EveryEngine]
    public async Task PAT_244_a_rotated_token_works_for_a_week_and_the_old_one_no_more(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var project = await town.Registry.CreateProjectAsync("acme/charts");
        var old = await town.Registry.CreateTokenAsync(town.Ada, TokenScopes.Api | TokenScopes.ReadApi, project);
        await town.ChangeAsync(old, token => token.Description = "Mine");

        var rotated = await town.PostAsync($"{Self}/rotate", old);
        var secret = rotated.Json("token");

        Assert.Equal(
            $$"""200 {"id":5,"name":"tests","revoked":false,"created_at":"<moment>","description":"Mine","scopes":["api","read_api"],"user_id":{{town.Ada.Id}},"last_used_at":null,"active":true,"expires_at":"{{TokenTown.Day(7)}}","last_used_ips":[],"token":"<secret>"}""",
            TokenTown.Told(rotated));
        Assert.Equal("5", (await town.GetAsync(Self, secret)).Json("id"));
        Assert.Equal(TokenTown.Revoked, (await town.GetAsync(Self, old)).ToString());
        Assert.Equal(403, (await town.GetAsync(TokenTown.Api, secret)).Status); // bound as the old one was
        await using var database = town.Registry.Open();
        Assert.Equal([project], await database.PersonalAccessTokenProjects.Where(row => row.TokenId == 5).Select(row => row.ProjectId).ToListAsync());
        Assert.Equal([(4, null), (5, 4L)], (await database.PersonalAccessTokens.Where(token => token.Id >= 4).OrderBy(token => token.Id).ToListAsync()).Select(token => ((int)token.Id, token.FamilyId)));
        Assert.Equal(["ada personal_access_token.rotate tests: #4 > #5 (127.0.0.1, token)"], await town.AuditAsync("personal_access_token.rotate"));
    }

    [Theory, EveryEngine]
    public async Task PAT_244_a_token_is_rotated_by_its_id_by_its_user_or_an_administrator(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var id = await town.IdAsync(await town.Registry.CreateTokenAsync(town.Ada, TokenScopes.ReadApi));

        Assert.Equal(TokenTown.Unauthorized, (await town.PostAsync($"{TokenTown.Api}/{id}/rotate", town.EveToken)).ToString());
        Assert.Equal("""404 {"message":"404 Not found"}""", (await town.PostAsync($"{TokenTown.Api}/999999/rotate", town.RootToken)).ToString());
        var own = await town.PostAsync($"{TokenTown.Api}/{id}/rotate", town.AdaToken, new { expires_at = TokenTown.Day(30) });
        var byRoot = await town.PostAsync($"{TokenTown.Api}/{own.Json("id")}/rotate", town.RootToken);

        Assert.Equal((200, TokenTown.Day(30)), (own.Status, own.Json("expires_at")));
        Assert.Equal((200, TokenTown.Day(7), $"{town.Ada.Id}"), (byRoot.Status, byRoot.Json("expires_at"), byRoot.Json("user_id")));
        Assert.Equal(["[\"read_api\"]", "[\"read_api\"]"], [own.Json("scopes"), byRoot.Json("scopes")]);
    }

    [Theory, EveryEngine]
    public async Task PAT_244_an_expired_token_is_not_rotated(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var expired = await town.Registry.CreateTokenAsync(town.Ada);
        var id = await town.IdAsync(expired);
        await town.ChangeAsync(expired, token => token.ExpiresAt = DateTimeOffset.UtcNow);

        Assert.Equal(TokenTown.Unauthorized, (await town.PostAsync($"{TokenTown.Api}/{id}/rotate", town.AdaToken)).ToString());
        Assert.Equal(TokenTown.Expired, (await town.PostAsync($"{Self}/rotate", expired)).ToString());
        Assert.Equal(200, (await town.GetAsync(Self, town.AdaToken)).Status);
    }

    [Theory, EveryEngine]
    public async Task PAT_245_rotating_a_token_that_was_rotated_before_revokes_its_whole_family(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        foreach (var byId in (bool[])[true, false])
        {
            var first = await town.Registry.CreateTokenAsync(town.Ada);
            var id = await town.IdAsync(first);
            var second = (await town.PostAsync($"{Self}/rotate", first)).Json("token");
            var third = (await town.PostAsync($"{Self}/rotate", second)).Json("token");
            Assert.Equal(200, (await town.GetAsync(Self, third)).Status);

            // Looking with a revoked token ends nothing yet: whoever has it can do no more than before.
            Assert.Equal(TokenTown.Revoked, (await town.GetAsync(Self, second)).ToString());
            Assert.Equal(200, (await town.GetAsync(Self, third)).Status);

            var reused = byId ? await town.PostAsync($"{TokenTown.Api}/{id}/rotate", town.AdaToken) : await town.PostAsync($"{Self}/rotate", second);

            Assert.Equal(byId ? TokenTown.Unauthorized : TokenTown.Revoked, reused.ToString());
            Assert.Equal(TokenTown.Revoked, (await town.GetAsync(Self, third)).ToString());
            Assert.Equal(200, (await town.GetAsync(Self, town.AdaToken)).Status); // of another family
        }

        Assert.Equal(2, (await town.AuditAsync("personal_access_token.revoke")).Count(line => line.Contains("was used again after it was revoked (127.0.0.1, token)", StringComparison.Ordinal)));
    }

    [Theory, EveryEngine]
    public async Task Of_many_who_rotate_one_token_at_once_one_gets_a_token_and_none_is_left_that_works(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var token = await town.Registry.CreateTokenAsync(town.Ada);
        var id = await town.IdAsync(token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => town.PostAsync($"{TokenTown.Api}/{id}/rotate", town.AdaToken)));

        Assert.Equal([200, 401, 401, 401, 401, 401, 401, 401], answers.Select(answer => answer.Status).Order());
        var made = answers.Single(answer => answer.Status == 200).Json("token");
        Assert.Equal(TokenTown.Revoked, (await town.GetAsync(Self, made)).ToString());
    }

    [Theory, EveryEngine]
    public async Task Any_personal_token_looks_at_itself_and_revokes_itself(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var project = await town.Registry.CreateProjectAsync("acme/charts");
        foreach (var (scopes, bound) in new (TokenScopes, long[])[] { (TokenScopes.ReadPackageRegistry, []), (TokenScopes.WritePackageRegistry, [project]), (TokenScopes.ReadApi, []) })
        {
            var token = await town.Registry.CreateTokenAsync(town.Ada, scopes, bound);
            var shown = await town.GetAsync(Self, token);
            Assert.Equal((200, $"[\"{TokenScopeNames.Format(scopes)}\"]"), (shown.Status, shown.Json("scopes")));

            Assert.Equal(NoScope, (await town.PostAsync($"{Self}/rotate", token)).ToString());
            Assert.Equal("204 ", (await town.DeleteAsync(Self, token)).ToString());
            Assert.Equal(TokenTown.Revoked, (await town.GetAsync(Self, token)).ToString());
        }
    }

    [Theory, EveryEngine]
    public async Task PAT_244_what_is_no_personal_token_has_no_self(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var project = await town.Registry.CreateProjectAsync("acme/charts");
        var job = await town.Registry.OpenJobAsync(project, town.Ada);
        var deploy = await town.Registry.CreateDeployTokenAsync(TokenScopes.ReadPackageRegistry, project);

        foreach (var (method, path) in new[] { (HttpMethod.Get, Self), (HttpMethod.Delete, Self), (HttpMethod.Post, $"{Self}/rotate") })
        {
            Assert.Equal(NotAllowed, (await town.SendAsync(method, path, job)).ToString());
            Assert.Equal(TokenTown.Unauthorized, (await town.SendAsync(method, path, deploy)).ToString());
            Assert.Equal(TokenTown.Unauthorized, (await town.SendAsync(method, path, null)).ToString());
        }
    }

    [Theory, EveryEngine]
    public async Task A_token_tells_where_its_user_has_a_role(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var project = await town.Registry.CreateProjectAsync("acme/tools/charts");
        var other = await town.Registry.CreateProjectAsync("umbrella/web", Registry.Data.Entities.Visibility.Public);
        await town.Registry.CreateProjectAsync("umbrella/hidden", Registry.Data.Entities.Visibility.Public);
        await town.Registry.AddMemberAsync("acme/tools", town.Ada, Registry.Data.Entities.AccessLevel.Developer);
        await town.Registry.AddMemberAsync("umbrella/web", town.Ada, Registry.Data.Entities.AccessLevel.Owner);
        long group, parent;
        await using (var database = town.Registry.Open())
        {
            (group, parent) = (await database.Groups.Where(one => one.FullPath == "acme/tools").Select(one => one.Id).SingleAsync(), await database.Groups.Where(one => one.FullPath == "acme").Select(one => one.Id).SingleAsync());
        }

        var origin = town.Registry.Address.GetLeftPart(UriPartial.Authority);
        Assert.Equal(
            $$"""200 {"groups":[{"id":{{group}},"web_url":"{{origin}}/groups/acme/tools","name":"tools","parent_id":{{parent}},"access_levels":30,"visibility":"private"}],"projects":[{"id":{{project}},"description":null,"name":"charts","path":"charts","path_with_namespace":"acme/tools/charts","created_at":"<moment>","access_levels":{"project_access_level":null,"group_access_level":30},"visibility":"private","web_url":"{{origin}}/acme/tools/charts"},{"id":{{other}},"description":null,"name":"web","path":"web","path_with_namespace":"umbrella/web","created_at":"<moment>","access_levels":{"project_access_level":50,"group_access_level":null},"visibility":"public","web_url":"{{origin}}/umbrella/web"}]}""",
            TokenTown.Told(await town.GetAsync($"{Self}/associations", town.AdaToken)));
    }
}
