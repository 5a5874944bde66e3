using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Tokens;

/// <summary>GitLab's deploy tokens of projects and groups.</summary>
public sealed class DeployTokenEndpointsTests
{
    private const string NoToken = """404 {"message":"404 Not found"}""";

    [Theory, EveryEngine]
    public async Task DTOK_239_a_deploy_token_of_a_project_is_made_shown_and_deleted(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var project = await town.Registry.CreateProjectAsync("acme/charts");
        await town.Registry.AddMemberAsync("acme/charts", town.Ada, AccessLevel.Maintainer);
        var path = $"/api/v4/projects/{project}/deploy_tokens";

        var form = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("name", "cluster"), KeyValuePair.Create("scopes[]", "write_package_registry"), KeyValuePair.Create("scopes[]", "read_package_registry"),
            KeyValuePair.Create("expires_at", "2999-12-31T10:00:00Z"), KeyValuePair.Create("username", "argo+cd"),
        ]);
        var made = await town.Registry.SendAsync(HttpMethod.Post, path, town.AdaToken, form);
        var usual = await town.PostAsync(path, town.AdaToken, new { name = "usual", scopes = "read_package_registry" });

        Assert.Equal(
            """201 {"id":1,"name":"cluster","username":"argo+cd","expires_at":"2999-12-31T10:00:00.000Z","revoked":false,"expired":false,"scopes":["read_package_registry","write_package_registry"],"disabled":false,"token":"<secret>"}""",
            Masked(made));
        Assert.Equal(
            """201 {"id":2,"name":"usual","username":"gitlab+deploy-token-2","expires_at":null,"revoked":false,"expired":false,"scopes":["read_package_registry"],"disabled":false,"token":"<secret>"}""",
            Masked(usual));
        var first = """{"id":1,"name":"cluster","username":"argo+cd","expires_at":"2999-12-31T10:00:00.000Z","revoked":false,"expired":false,"scopes":["read_package_registry","write_package_registry"],"disabled":false}""";
        var second = """{"id":2,"name":"usual","username":"gitlab+deploy-token-2","expires_at":null,"revoked":false,"expired":false,"scopes":["read_package_registry"],"disabled":false}""";
        var list = await town.GetAsync(path, town.AdaToken);
        Assert.Equal(($"200 [{first},{second}]", "2"), (list.ToString(), list.Header("X-Total")));
        Assert.Equal($"200 {first}", (await town.GetAsync($"{path}/1", town.AdaToken)).ToString());
        Assert.Equal(200, (await IndexAsync(town, project, made.Json("token"))).Status);

        Assert.Equal("204 ", (await town.DeleteAsync($"{path}/1", town.AdaToken)).ToString());
        Assert.Equal(NoToken, (await town.DeleteAsync($"{path}/1", town.AdaToken)).ToString());
        Assert.Equal(NoToken, (await town.GetAsync($"{path}/1", town.AdaToken)).ToString());
        Assert.Equal($"200 [{second}]", (await town.GetAsync(path, town.AdaToken)).ToString());
        Assert.Equal(401, (await IndexAsync(town, project, made.Json("token"))).Status);
        Assert.Equal(
            [
                "ada deploy_token.create cluster:  >  (127.0.0.1, token)", "ada deploy_token.create usual:  >  (127.0.0.1, token)",
                "ada deploy_token.delete cluster: argo+cd: read_package_registry write_package_registry >  (127.0.0.1, token)",
            ],
            await town.AuditAsync("deploy_token"));
    }

    [Theory, EveryEngine]
    public async Task DTOK_241_owners_make_and_delete_the_tokens_of_a_group_and_maintainers_see_them(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var project = await town.Registry.CreateProjectAsync("acme/tools/charts");
        await town.Registry.AddMemberAsync("acme", town.Ada, AccessLevel.Owner);
        await town.Registry.AddMemberAsync("acme", town.Eve, AccessLevel.Maintainer);
        const string Path = "/api/v4/groups/acme/deploy_tokens";

        Assert.Equal("""403 {"message":"403 Forbidden"}""", (await town.PostAsync(Path, town.EveToken, new { name = "x", scopes = "read_package_registry" })).ToString());
        var made = await town.PostAsync(Path, town.AdaToken, new { name = "x", scopes = "read_package_registry" });
        var shown = """{"id":1,"name":"x","username":"gitlab+deploy-token-1","expires_at":null,"revoked":false,"expired":false,"scopes":["read_package_registry"],"disabled":false}""";

        Assert.Equal(201, made.Status);
        Assert.Equal($"200 [{shown}]", (await town.GetAsync(Path, town.EveToken)).ToString());
        Assert.Equal($"200 {shown}", (await town.GetAsync($"{Path}/1", town.EveToken)).ToString());
        Assert.Equal(200, (await IndexAsync(town, project, made.Json("token"))).Status);
        Assert.Equal("200 []", (await town.GetAsync($"/api/v4/projects/{project}/deploy_tokens", town.RootToken)).ToString());
        Assert.Equal(NoToken, (await town.GetAsync($"/api/v4/projects/{project}/deploy_tokens/1", town.RootToken)).ToString());
        Assert.Equal(403, (await town.DeleteAsync($"{Path}/1", town.EveToken)).Status);
        Assert.Equal(NoToken, (await town.DeleteAsync($"{Path}/999999", town.AdaToken)).ToString());
        Assert.Equal("""400 {"error":"token_id is invalid"}""", (await town.DeleteAsync($"{Path}/x", town.AdaToken)).ToString());
        Assert.Equal("204 ", (await town.DeleteAsync($"{Path}/1", town.AdaToken)).ToString());
    }

    [Theory, EveryEngine]
    public async Task DTOK_236_administrators_list_all_of_them_page_by_page(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var project = await town.Registry.CreateProjectAsync("acme/charts");
        for (var i = 0; i < 3; i++)
        {
            await town.Registry.CreateDeployTokenAsync(TokenScopes.ReadPackageRegistry, project);
        }

        await using (var database = town.Registry.Open())
        {
            (await database.DeployTokens.SingleAsync(token => token.Id == 1)).ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1);
            await database.SaveChangesAsync();
        }

        Assert.Equal("""401 {"message":"401 Unauthorized"}""", (await town.GetAsync("/api/v4/deploy_tokens", null)).ToString());
        Assert.Equal("""403 {"message":"403 Forbidden"}""", (await town.GetAsync("/api/v4/deploy_tokens", town.AdaToken)).ToString());
        var second = await town.GetAsync("/api/v4/deploy_tokens?per_page=1&page=2", town.RootToken);
        Assert.Equal(
            """200 [{"id":2,"name":"tests","username":"gitlab+deploy-token-2","expires_at":null,"revoked":false,"expired":false,"scopes":["read_package_registry"],"disabled":false}]""",
            second.ToString());
        Assert.Equal(("3", "3", "2"), (second.Header("X-Total"), second.Header("X-Next-Page"), second.Header("X-Page")));
        Assert.Equal("2", (await town.GetAsync("/api/v4/deploy_tokens?active=true", town.RootToken)).Header("X-Total"));
        Assert.Contains("\"id\":1,\"name\":\"tests\"", (await town.GetAsync("/api/v4/deploy_tokens?active=false", town.RootToken)).Text, StringComparison.Ordinal);
        Assert.Contains("\"expired\":true", (await town.GetAsync("/api/v4/deploy_tokens?active=false", town.RootToken)).Text, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task A_deploy_token_that_is_switched_off_is_refused_at_once_and_works_again_once_it_is_on(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var project = await town.Registry.CreateProjectAsync("acme/charts");
        var secret = await town.Registry.CreateDeployTokenAsync(TokenScopes.ReadPackageRegistry, project);
        var path = $"/api/v4/projects/{project}/deploy_tokens/1";
        Assert.Equal(200, (await IndexAsync(town, project, secret)).Status);

        var off = await town.SendAsync(HttpMethod.Put, path, town.RootToken, new { disabled = true });
        Assert.Equal(
            """200 {"id":1,"name":"tests","username":"gitlab+deploy-token-1","expires_at":null,"revoked":false,"expired":false,"scopes":["read_package_registry"],"disabled":true}""",
            off.ToString());
        Assert.Equal(401, (await IndexAsync(town, project, secret)).Status);
        Assert.Equal(200, (await town.SendAsync(HttpMethod.Put, path, town.RootToken, new { disabled = true })).Status);
        Assert.Equal("False", (await town.SendAsync(HttpMethod.Put, path, town.RootToken, new { disabled = false })).Json("disabled"));
        Assert.Equal(200, (await IndexAsync(town, project, secret)).Status);

        Assert.Equal("""400 {"error":"disabled is missing"}""", (await town.SendAsync(HttpMethod.Put, path, town.RootToken, new { })).ToString());
        Assert.Equal(NoToken, (await town.SendAsync(HttpMethod.Put, $"/api/v4/projects/{project}/deploy_tokens/9", town.RootToken, new { disabled = true })).ToString());
        Assert.Equal(
            ["root deploy_token.disable tests: enabled > disabled (127.0.0.1, token)", "root deploy_token.enable tests: disabled > enabled (127.0.0.1, token)"],
            (await town.AuditAsync("deploy_token")).Skip(1));
    }

    [Theory]
    [InlineData("""{}""", """400 {"error":"name is missing, scopes is missing"}""")]
    [InlineData("""{"name":"x","scopes":["read_repository"]}""", """400 {"error":"scopes does not have a valid value"}""")]
    [InlineData("""{"name":"x","scopes":["api"]}""", """400 {"error":"scopes does not have a valid value"}""")]
    [InlineData("""{"name":"x","scopes":[]}""", """400 {"error":"scopes is empty"}""")]
    [InlineData("""{"name":"x","scopes":["read_package_registry"],"username":"a b"}""", """400 {"message":"Username can contain only letters, digits, '_', '-', '+', and '.'"}""")]
    [InlineData("""{"name":"x","scopes":["read_package_registry"],"expires_at":"2020-01-01"}""", """400 {"message":"Expires at must be in the future"}""")]
    public async Task A_deploy_token_that_cannot_be_is_refused_and_leaves_nothing(string body, string answer)
    {
        foreach (var engine in Enum.GetValues<DatabaseEngine>())
        {
            await using var town = await TokenTown.CreateAsync(engine);
            var project = await town.Registry.CreateProjectAsync("acme/charts");
            Assert.Equal(answer, (await town.Registry.SendAsync(
                HttpMethod.Post, $"/api/v4/projects/{project}/deploy_tokens", town.RootToken, new StringContent(body, null, "application/json"))).ToString());
            Assert.Equal("200 []", (await town.GetAsync("/api/v4/deploy_tokens", town.RootToken)).ToString());
        }
    }

    private static Task<HttpAnswer> IndexAsync(TokenTown town, long project, string token) => town.GetAsync($"/api/v4/projects/{project}/packages/helm/stable/index.yaml", token);

    private static string Masked(HttpAnswer answer) => answer.ToString().Replace(answer.Json("token"), "<secret>", StringComparison.Ordinal);
}
