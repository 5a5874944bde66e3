using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Unit.Data;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Tokens;

/// <summary>Personal tokens by their id, and made by administrators.</summary>
public sealed class PersonalTokenEndpointsTests
{
    [Theory, EveryEngine]
    public async Task A_token_is_shown_to_its_user_and_to_administrators_and_401_to_others(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var shown = $$"""200 {"id":1,"name":"tests","revoked":false,"created_at":"<moment>","description":null,"scopes":["api"],"user_id":{{town.Ada.Id}},"last_used_at":null,"active":true,"expires_at":"{{TokenTown.Day(365)}}","last_used_ips":[]}""";

        Assert.Equal(shown, TokenTown.Told(await town.GetAsync($"{TokenTown.Api}/1", town.AdaToken)));
        Assert.Equal(shown, TokenTown.Told(await town.GetAsync($"{TokenTown.Api}/1", town.RootToken)));
        Assert.Equal(TokenTown.Unauthorized, (await town.GetAsync($"{TokenTown.Api}/1", town.EveToken)).ToString());
        Assert.Equal(TokenTown.Unauthorized, (await town.GetAsync($"{TokenTown.Api}/999999", town.AdaToken)).ToString());
        Assert.Equal("""404 {"message":"404 Not found"}""", (await town.GetAsync($"{TokenTown.Api}/999999", town.RootToken)).ToString());
        Assert.Equal("""400 {"error":"id is invalid"}""", (await town.GetAsync($"{TokenTown.Api}/mine", town.AdaToken)).ToString());
    }

    [Theory, EveryEngine]
    public async Task A_token_is_revoked_by_its_user_or_an_administrator_and_works_no_more(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var (first, second) = (await town.Registry.CreateTokenAsync(town.Ada), await town.Registry.CreateTokenAsync(town.Ada));
        var (firstId, secondId) = (await town.IdAsync(first), await town.IdAsync(second));

        Assert.Equal(TokenTown.Unauthorized, (await town.DeleteAsync($"{TokenTown.Api}/{firstId}", town.EveToken)).ToString());
        Assert.Equal("204 ", (await town.DeleteAsync($"{TokenTown.Api}/{firstId}", town.AdaToken)).ToString());
        Assert.Equal("204 ", (await town.DeleteAsync($"{TokenTown.Api}/{firstId}", town.AdaToken)).ToString());
        Assert.Equal("204 ", (await town.DeleteAsync($"{TokenTown.Api}/{secondId}", town.RootToken)).ToString());

        Assert.Equal(TokenTown.Revoked, (await town.GetAsync($"{TokenTown.Api}/self", first)).ToString());
        Assert.Equal(TokenTown.Revoked, (await town.GetAsync($"{TokenTown.Api}/self", second)).ToString());
        Assert.Equal("True", (await town.GetAsync($"{TokenTown.Api}/{firstId}", town.AdaToken)).Json("revoked"));
        Assert.Equal(
            ["ada personal_access_token.revoke tests:  >  (127.0.0.1, token)", "root personal_access_token.revoke tests:  >  (127.0.0.1, token)"],
            await town.AuditAsync("personal_access_token.revoke"));
    }

    [Theory, EveryEngine]
    public async Task A_token_that_has_changed_since_is_left_alone(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        foreach (var (method, path) in new[] { (HttpMethod.Delete, "/1"), (HttpMethod.Delete, "/self"), (HttpMethod.Post, "/1/rotate"), (HttpMethod.Post, "/self/rotate") })
        {
            var answer = await town.Registry.SendAsync(
                method, TokenTown.Api + path, town.AdaToken, headers: headers => headers.TryAddWithoutValidation("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"));
            Assert.Equal("""412 {"message":"412 Precondition Failed"}""", answer.ToString());
        }

        Assert.Equal(200, (await town.GetAsync($"{TokenTown.Api}/self", town.AdaToken)).Status);
    }

    [Theory, EveryEngine]
    public async Task An_administrator_makes_a_token_for_a_user_and_sees_it_once(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var path = $"/api/v4/users/{town.Eve.Id}/personal_access_tokens";

        var made = await town.PostAsync(path, town.RootToken, new { name = "ci", description = "For builds", scopes = "read_api,write_package_registry", expires_at = TokenTown.Day(10) });
        var usual = await town.PostAsync(path, town.RootToken, new { name = "usual", scopes = "api" });

        Assert.Equal(
            $$"""201 {"id":4,"name":"ci","revoked":false,"created_at":"<moment>","description":"For builds","scopes":["read_api","write_package_registry"],"user_id":{{town.Eve.Id}},"last_used_at":null,"active":true,"expires_at":"{{TokenTown.Day(10)}}","last_used_ips":[],"token":"<secret>"}""",
            TokenTown.Told(made));
        Assert.Equal(TokenTown.Day(365), usual.Json("expires_at"));
        Assert.Equal("4", (await town.GetAsync($"{TokenTown.Api}/self", made.Json("token"))).Json("id"));
        Assert.DoesNotContain("token\":", (await town.GetAsync($"{TokenTown.Api}/4", town.RootToken)).Text, StringComparison.Ordinal);
        Assert.Equal(["root personal_access_token.create ci:  >  (127.0.0.1, token)", "root personal_access_token.create usual:  >  (127.0.0.1, token)"], (await town.AuditAsync("personal_access_token.create")).Skip(3));
    }

    [Theory]
    [InlineData("""{}""", """400 {"error":"name is missing, scopes is missing"}""")]
    [InlineData("""{"name":"x","scopes":["sudo"]}""", """400 {"error":"scopes does not have a valid value"}""")]
    [InlineData("""{"name":"x","scopes":[]}""", """400 {"error":"scopes is empty"}""")]
    [InlineData("""{"name":"","scopes":["api"]}""", """400 {"error":"name is empty"}""")]
    [InlineData("""{"name":"x","scopes":["api"],"expires_at":"soon"}""", """400 {"error":"expires_at is invalid"}""")]
    public async Task A_token_that_cannot_be_is_refused_and_leaves_nothing(string body, string answer)
    {
        foreach (var engine in Enum.GetValues<DatabaseEngine>())
        {
            await using var town = await TokenTown.CreateAsync(engine);
            Assert.Equal(answer, (await town.Registry.SendAsync(
                HttpMethod.Post, $"/api/v4/users/{town.Eve.Id}/personal_access_tokens", town.RootToken, new StringContent(body, null, "application/json"))).ToString());
            await using var database = town.Registry.Open();
            Assert.Equal(3, await database.PersonalAccessTokens.CountAsync());
        }
    }

    [Theory, EveryEngine]
    public async Task PAT_247_an_end_beyond_the_longest_is_refused_wherever_a_token_is_made(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine, "--Registry:Tokens:MaxLifetimeDays=30");
        var refused = $$"""400 {"message":"Expiration date must be before {{TokenTown.Day(31)}}"}""";
        var past = $$"""400 {"message":"Expiration date must be after {{TokenTown.Day(0)}}"}""";
        var path = $"/api/v4/users/{town.Eve.Id}/personal_access_tokens";

        Assert.Equal(refused, (await town.PostAsync(path, town.RootToken, new { name = "x", scopes = "api", expires_at = TokenTown.Day(31) })).ToString());
        Assert.Equal(past, (await town.PostAsync(path, town.RootToken, new { name = "x", scopes = "api", expires_at = TokenTown.Day(0) })).ToString());
        Assert.Equal(refused, (await town.PostAsync($"{TokenTown.Api}/self/rotate", town.AdaToken, new { expires_at = TokenTown.Day(31) })).ToString());
        Assert.Equal(refused, (await town.PostAsync($"{TokenTown.Api}/1/rotate", town.AdaToken, new { expires_at = TokenTown.Day(31) })).ToString());
        var npm = await town.PostAsync("/api/v4/packages/npm/-/npm/v1/tokens", town.AdaToken, new { password = "correct horse", expires = 31 });
        Assert.Equal($"400 Expiration date must be before {TokenTown.Day(31)}", $"{npm.Status} {npm.Json("message")}");
        await Assert.ThrowsAsync<ArgumentException>(() => town.Registry.Services.GetRequiredService<TokenIssuer>().IssuePersonalAsync(
            town.Ada.Id, new NewToken("x", TokenScopes.Api, DateOnly.FromDateTime(DateTime.UtcNow).AddDays(31)), null, RunningRegistry.Operator, CancellationToken.None));
        await using (var database = town.Registry.Open())
        {
            Assert.Equal(3, await database.PersonalAccessTokens.CountAsync(token => token.RevokedAt == null));
        }

        Assert.Equal(201, (await town.PostAsync(path, town.RootToken, new { name = "x", scopes = "api", expires_at = TokenTown.Day(30) })).Status);
        Assert.Equal(TokenTown.Day(30), (await town.GetAsync($"{TokenTown.Api}/self", town.AdaToken)).Json("expires_at")); // the usual year is cut
    }

    [Theory, EveryEngine]
    public async Task Without_a_limit_a_token_may_live_for_ever(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine, "--Registry:Tokens:MaxLifetimeDays=0", "--Registry:Tokens:DefaultLifetimeDays=0");

        Assert.Equal("", (await town.GetAsync($"{TokenTown.Api}/self", town.AdaToken)).Json("expires_at"));
        Assert.Equal("2999-12-31", (await town.PostAsync($"{TokenTown.Api}/self/rotate", town.AdaToken, new { expires_at = "2999-12-31" })).Json("expires_at"));
    }

    [Theory, EveryEngine]
    public async Task PAT_248_users_make_no_token_with_a_scope_of_their_own(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        const string Path = "/api/v4/user/personal_access_tokens";

        Assert.Equal("""400 {"error":"scopes does not have a valid value"}""", (await town.PostAsync(Path, town.AdaToken, new { name = "x", scopes = "api" })).ToString());
        Assert.Equal("""400 {"error":"scopes does not have a valid value"}""", (await town.PostAsync(Path, town.AdaToken, new { name = "x", scopes = Array.Empty<string>() })).ToString());
        Assert.Equal("""400 {"error":"name is missing, scopes is missing"}""", (await town.PostAsync(Path, town.AdaToken, new { })).ToString());
        Assert.Equal("""404 {"message":"404 User Not Found"}""", (await town.PostAsync("/api/v4/users/999999/personal_access_tokens", town.RootToken, new { name = "x", scopes = "api" })).ToString());
        Assert.Equal("""403 {"message":"403 Forbidden"}""", (await town.PostAsync($"/api/v4/users/{town.Ada.Id}/personal_access_tokens", town.AdaToken, new { name = "x", scopes = "api" })).ToString());
    }

    [Theory, EveryEngine]
    public async Task PAT_250_an_ended_token_is_told_what_became_of_it_by_the_REST_API_alone(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        var project = await town.Registry.CreateProjectAsync("acme/charts", Registry.Data.Entities.Visibility.Public);
        await town.ChangeAsync(town.AdaToken, token => token.ExpiresAt = DateTimeOffset.UtcNow);
        await town.ChangeAsync(town.EveToken, token => token.RevokedAt = DateTimeOffset.UtcNow);

        foreach (var (token, body, words) in new[]
        {
            (town.AdaToken, TokenTown.Expired, "Token is expired. You can either do re-authorization or token refresh."),
            (town.EveToken, TokenTown.Revoked, "Token was revoked. You have to re-authorize from the user."),
        })
        {
            foreach (var header in (string[])["PRIVATE-TOKEN", "Authorization"])
            {
                var answer = await town.Registry.SendAsync(
                    HttpMethod.Get, $"/api/v4/projects/{project}/package_settings", headers: headers => headers.TryAddWithoutValidation(header, header == "Authorization" ? $"Bearer {token}" : token));
                Assert.Equal(body, answer.ToString());
                Assert.Equal($"Bearer realm=\"Protected by OAuth 2.0\", error=\"invalid_token\", error_description=\"{words}\"", answer.Header("WWW-Authenticate"));
            }

            var helm = await town.GetAsync($"/api/v4/projects/{project}/packages/helm/stable/index.yaml", token);
            Assert.Equal((401, "Basic realm=\"GitLab Packages Registry\""), (helm.Status, helm.Header("WWW-Authenticate")));
            Assert.Equal("""401 {"message":"401 Unauthorized","error":"401 Unauthorized"}""", (await town.GetAsync("/api/v4/packages/npm/-/whoami", token)).ToString());
        }

        // A header that holds no personal tokens tells nothing of one.
        var job = await town.Registry.SendAsync(HttpMethod.Get, TokenTown.Api, headers: headers => headers.TryAddWithoutValidation("JOB-TOKEN", town.AdaToken));
        Assert.Equal(TokenTown.Unauthorized, job.ToString());
    }
}
