using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Web.Accounts;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>Who the client is, how it signs in, and its tokens.</summary>
public sealed class AccountEndpointsTests(NpmStage stage) : IClassFixture<NpmStage>
{
    private const string Unauthorized = """401 {"message":"401 Unauthorized","error":"401 Unauthorized"}""";

    private string[] Levels => [stage.Npm, "/api/v4/groups/acme/-/packages/npm", "/api/v4/packages/npm"];

    [Fact]
    public async Task A_token_for_packages_alone_or_bound_to_projects_lists_no_token_but_itself()
    {
        var user = await stage.Registry.CreateUserAsync("narrow");
        await stage.Registry.AddMemberAsync(NpmStage.FullPath, user, AccessLevel.Developer);
        var wide = await stage.Registry.CreateTokenAsync(user);
        string[] narrow = [await stage.Registry.CreateTokenAsync(user, TokenScopes.ReadPackageRegistry), await stage.Registry.CreateTokenAsync(user, TokenScopes.Api, stage.Id)];

        Assert.Equal(3, await CountAsync(wide));
        foreach (var token in narrow)
        {
            Assert.Equal(1, await CountAsync(token));
        }

        async Task<int> CountAsync(string token) =>
            NpmStage.Parse(await stage.Registry.GetAsync($"{stage.Npm}/-/npm/v1/tokens", token))["objects"]!.AsArray().Count;
    }

    [Fact]
    public async Task Whoami_names_whoever_asks_and_nobody_keeps_the_answer()
    {
        var deploy = await stage.Registry.CreateDeployTokenAsync(TokenScopes.ReadPackageRegistry, projectId: stage.Id);
        var job = await stage.Registry.OpenJobAsync(stage.Id, stage.User);
        foreach (var level in Levels)
        {
            var answer = await stage.Registry.GetAsync($"{level}/-/whoami", stage.Token);
            Assert.Equal("""200 {"username":"mara"}""", answer.ToString());
            Assert.Equal("no-store", answer.Header("Cache-Control"));
        }

        foreach (var token in (string[])[deploy, job])
        {
            Assert.Matches("^200 {\"username\":\"[^\"]+\"}$", (await stage.Registry.GetAsync($"{stage.Npm}/-/whoami", token)).ToString());
        }

        Assert.Equal(Unauthorized, (await stage.Registry.GetAsync("/api/v4/packages/npm/-/whoami")).ToString());
        Assert.All(
            await Task.WhenAll(Levels.Select(level => stage.Registry.SendAsync(HttpMethod.Get, $"{level}/-/whoami", headers: headers => headers.Authorization = new AuthenticationHeaderValue("Bearer", "regpat_bad")))),
            answer => Assert.Equal(401, answer.Status));
    }

    [Theory]
    [InlineData("/-/ping")]
    [InlineData("/-/ping?write=true")]
    public async Task Ping_is_answered_at_every_level(string path)
    {
        foreach (var level in Levels)
        {
            Assert.Equal("200 {}", (await stage.Registry.GetAsync(level + path, stage.Token)).ToString());
        }
    }

    [Fact]
    public async Task The_profile_can_be_read_and_is_changed_elsewhere()
    {
        var profile = NpmStage.Parse(await stage.GetAsync("/-/npm/v1/user"));
        var set = await stage.PostAsync("/-/npm/v1/user", """{"fullname":"M","email":"m@example.com"}""");
        var user = await stage.GetAsync("/-/user/org.couchdb.user:mara");

        Assert.Equal(["tfa", "name", "fullname", "email", "email_verified", "created", "updated", "cidr_whitelist"], profile.Select(field => field.Key));
        Assert.Equal((false, "mara", "mara@example.com"), ((bool)profile["tfa"]!, (string)profile["name"]!, (string)profile["email"]!));
        Assert.Equal(403, set.Status);
        Assert.Equal($"403 Forbidden - The profile is changed on the pages of {stage.Origin}, not by npm.", (string)JsonNode.Parse(set.Text)!["error"]!);
        Assert.Equal("""200 {"_id":"org.couchdb.user:mara","name":"mara","email":""}""", user.ToString());
        Assert.Equal("""404 {"message":"404 User Not Found","error":"User not found"}""", (await stage.GetAsync("/-/user/org.couchdb.user:nobody")).ToString());
        Assert.Equal(Unauthorized, (await stage.Registry.GetAsync("/api/v4/packages/npm/-/user/org.couchdb.user:mara")).ToString());
    }

    [Theory, EveryEngine]
    public async Task A_login_by_password_gives_a_token_and_a_logout_ends_it(DatabaseEngine engine)
    {
        await using var own = await NpmStage.CreateAsync(engine);
        Task<HttpAnswer> LoginAsync(string user, string body, string revision = "") => own.Registry.SendAsync(
            HttpMethod.Put, $"{own.Npm}/-/user/org.couchdb.user:{user}{revision}", content: NpmStage.Json(body));

        var answer = await LoginAsync("mara", """{"_id":"org.couchdb.user:mara","name":"mara","password":"correct horse","type":"user","roles":[],"date":"2026-01-01T00:00:00.000Z"}""");
        var token = (string)JsonNode.Parse(answer.Text)!["token"]!;

        Assert.Equal($$"""201 {"ok":"user 'mara' logged in","id":"org.couchdb.user:mara","rev":"_we_dont_use_revs_any_more","token":"{{token}}"}""", answer.ToString());
        Assert.Equal(("no-store", true), (answer.Header("Cache-Control"), token.StartsWith("regpat_", StringComparison.Ordinal)));
        Assert.Equal("""200 {"username":"mara"}""", (await own.Registry.GetAsync($"{own.Npm}/-/whoami", token)).ToString());
        Assert.Equal(201, (await LoginAsync("mara", """{"name":"mara","password":"correct horse"}""", "/-rev/undefined")).Status);

        foreach (var (user, body, expected) in new[]
        {
            ("mara", """{"name":"mara","password":"wrong"}""", """401 {"message":"401 Unauthorized","error":"The user name or the password is wrong."}"""),
            ("nobody", """{"name":"nobody","password":"correct horse"}""", """401 {"message":"401 Unauthorized","error":"The user name or the password is wrong."}"""),
            ("mara", """{"name":"eve","password":"correct horse"}""", """400 {"message":"name is invalid","error":"name is invalid"}"""),
            ("mara", """{"name":"mara"}""", """400 {"message":"password is missing","error":"password is missing"}"""),
            ("mara", "not json", """400 {"message":"password is missing","error":"password is missing"}"""),
            ("mara", "null", """400 {"message":"password is missing","error":"password is missing"}"""),
            ("mara", """{"password":7}""", """400 {"message":"password is missing","error":"password is missing"}"""),
        })
        {
            Assert.Equal(expected, (await LoginAsync(user, body)).ToString());
        }

        var stranger = await own.Registry.CreateTokenAsync(await own.Registry.CreateUserAsync("sam"));
        const string NoToken = """404 {"message":"404 Token Not Found","error":"Token not found"}""";
        Assert.Equal(NoToken, (await own.DeleteAsync($"/-/user/token/{stranger}")).ToString());
        Assert.Equal(NoToken, (await own.DeleteAsync("/-/user/token/regpat_none")).ToString());
        var logout = await own.Registry.SendAsync(HttpMethod.Delete, $"{own.Npm}/-/user/token/{token}", token);
        Assert.Equal("""200 {"ok":true}""", logout.ToString());
        Assert.Equal(401, (await own.Registry.GetAsync($"{own.Npm}/-/whoami", token)).Status);
    }

    [Theory, EveryEngine]
    public async Task A_login_by_browser_waits_for_the_person(DatabaseEngine engine)
    {
        await using var own = await NpmStage.CreateAsync(engine);
        var begun = NpmStage.Parse(await own.Registry.SendAsync(HttpMethod.Post, $"{own.Npm}/-/v1/login", content: NpmStage.Json("{}")));
        Assert.Equal(["loginUrl", "doneUrl"], begun.Select(field => field.Key));
        var done = new Uri((string)begun["doneUrl"]!).AbsolutePath;
        var confirm = new Uri((string)begun["loginUrl"]!).Segments[^1];

        var waiting = await own.Registry.GetAsync(done);
        Assert.True(await own.Registry.Services.GetRequiredService<CommandLineLogins>().ConfirmAsync(confirm, own.User.Id, CancellationToken.None));
        var taken = NpmStage.Parse(await own.Registry.GetAsync(done));
        var again = await own.Registry.GetAsync(done);

        Assert.Equal(("""202 {"ok":false}""", "1", "no-store"), (waiting.ToString(), waiting.Header("Retry-After"), waiting.Header("Cache-Control")));
        Assert.Equal(["token"], taken.Select(field => field.Key));
        Assert.Equal("""200 {"username":"mara"}""", (await own.Registry.GetAsync($"{own.Npm}/-/whoami", (string)taken["token"]!)).ToString());
        Assert.Equal("""404 {"message":"404 Login Not Found","error":"The login is over. Begin again."}""", again.ToString());
    }

    [Theory, EveryEngine]
    public async Task Tokens_are_made_listed_and_revoked(DatabaseEngine engine)
    {
        await using var own = await NpmStage.CreateAsync(engine);
        var made = await own.PostAsync("/-/npm/v1/tokens", """{"password":"correct horse","readonly":true,"cidr_whitelist":[]}""");
        var modern = await own.PostAsync("/-/npm/v1/tokens", """
            {"name":"ci","password":"correct horse","expires":30,"packages":[],"packages_all":true,"scopes":[],"orgs":[],"packages_and_scopes_permission":"read-write","orgs_permission":"no-access","cidr_whitelist":null,"bypass_2fa":false,"description":"x"}
            """);
        var token = JsonNode.Parse(made.Text)!;
        Assert.Equal((201, 201), (made.Status, modern.Status));
        Assert.Equal(["token", "key", "name", "readonly", "created", "updated", "expires", "cidr_whitelist"], ((JsonObject)token).Select(field => field.Key));
        Assert.Equal("""200 {"username":"mara"}""", (await own.Registry.GetAsync($"{own.Npm}/-/whoami", (string)token["token"]!)).ToString());

        var list = NpmStage.Parse(await own.GetAsync("/-/npm/v1/tokens"));
        Assert.Equal("{}", list["urls"]!.ToJsonString()); // an empty "next" sends pnpm round and round
        var listed = (JsonArray)list["objects"]!;
        Assert.Equal([("ci", false), ((string)token["name"]!, true), ("tests", false)], listed.Select(one => ((string)one!["name"]!, (bool)one["readonly"]!)).OrderBy(one => one.Item1, StringComparer.Ordinal));
        Assert.All(listed, one => Assert.Equal("regpat_", (string)one!["token"]!)); // never the secret
        Assert.Equal(3, listed.Select(one => (string)one!["key"]!).Distinct().Count());

        Assert.Equal("204 ", (await own.DeleteAsync($"/-/npm/v1/tokens/token/{token["key"]}")).ToString());
        Assert.Equal("""404 {"message":"404 Token Not Found","error":"Token not found"}""", (await own.DeleteAsync($"/-/npm/v1/tokens/token/{token["key"]}")).ToString());
        Assert.Equal(401, (await own.Registry.GetAsync($"{own.Npm}/-/whoami", (string)token["token"]!)).Status);
    }

    [Theory]
    [InlineData("""{"password":"wrong"}""", 401, "The password is wrong.")]
    [InlineData("{}", 401, "The password is wrong.")]
    [InlineData("""{"password":"correct horse","cidr_whitelist":["10.0.0.0/8"]}""", 400, "Tokens cannot be bound to addresses here: leave --cidr out.")]
    [InlineData("""{"password":"correct horse","packages":["a"]}""", 400, "npm cannot narrow a token to packages, scopes or organizations here: make one on the page, bound to projects.")]
    [InlineData("""{"password":"correct horse","expires":0}""", 400, "expires is invalid")]
    [InlineData("[]", 400, "The body is no JSON that describes a token.")]
    [InlineData("", 400, "The body is no JSON that describes a token.")]
    public async Task A_token_that_cannot_be_is_not_made(string body, int status, string error)
    {
        var answer = await stage.PostAsync("/-/npm/v1/tokens", body);

        Assert.Equal((status, error), (answer.Status, (string)JsonNode.Parse(answer.Text)!["error"]!));
    }
}
