using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Archives;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>What is asked of the registry as a whole: search, audits, access; and how it refuses.</summary>
public sealed class RegistryEndpointsTests(NpmStage stage) : IClassFixture<NpmStage>
{
    private const string NothingInTree =
        """{"actions":[],"advisories":{},"muted":[],"metadata":{"vulnerabilities":{"info":0,"low":0,"moderate":0,"high":0,"critical":0},"dependencies":0,"devDependencies":0,"optionalDependencies":0,"totalDependencies":0}}""";

    [Theory, EveryEngine]
    public async Task A_search_finds_by_words_and_qualifiers_what_the_caller_may_read(DatabaseEngine engine)
    {
        await using var own = await NpmStage.CreateAsync(engine);
        await own.PublishedAsync(
            new TestPackage("@acme/router", "1.0.0", """
                "description":"Routes HTTP","keywords":["Web","http"],"author":{"name":"Ada Lovelace","email":"ada@example.com"}
                """.Trim()),
            new TestPackage("@acme/router", "2.0.0-rc.1", "\"description\":\"Not yet\"") { Tag = "next" },
            new TestPackage("router"),
            new TestPackage("unrelated", More: "\"description\":\"100% a_b \\\\ router's friend\""));
        await own.Registry.CreateProjectAsync("other/place", Visibility.Private);
        var stranger = await own.Registry.CreateTokenAsync(await own.Registry.CreateUserAsync("sam"));
        async Task<string> FindAsync(string query, string? token = null, string prefix = "/api/v4/packages/npm")
        {
            var found = NpmStage.Parse(await own.Registry.GetAsync($"{prefix}/-/v1/search?{query}", token ?? own.Token));
            return $"{found["total"]}: {string.Join(' ', ((JsonArray)found["objects"]!).Select(one => (string)one!["package"]!["name"]!))}";
        }

        foreach (var (query, found) in new[]
        {
            ("text=router&size=20&from=0&quality=0.65&popularity=0.98&maintenance=0.5", "3: router @acme/router unrelated"),
            ("text=ROUTER", "3: router @acme/router unrelated"),
            ("text=routes+http", "1: @acme/router"),
            ("text=keywords:web", "1: @acme/router"),
            ("text=keywords:we", "0: "),
            ("text=keywords:web,http", "1: @acme/router"),
            ("text=author:lovelace", "1: @acme/router"),
            ("text=author:mara", "3: @acme/router router unrelated"),
            ("text=scope:acme", "1: @acme/router"),
            ("text=@acme", "1: @acme/router"),
            ("text=100%25", "1: unrelated"),
            ("text=a_b", "1: unrelated"),
            ("text=axb", "0: "),
            ("text=%5C", "1: unrelated"),
            ("text='", "1: unrelated"),
            ("text=nothing", "0: "),
            ("text=", "3: @acme/router router unrelated"),
            ("", "3: @acme/router router unrelated"),
            ("text=router&size=1&from=1", "3: @acme/router"),
            ("text=router&size=0", "3: "),
            ("text=router&from=99", "3: "),
            ("text=router&size=-5&from=-5", "3: "),
        })
        {
            Assert.Equal((query, found), (query, await FindAsync(query)));
        }

        Assert.Equal("3: router @acme/router unrelated", await FindAsync("text=router", prefix: own.Npm));
        Assert.Equal("3: router @acme/router unrelated", await FindAsync("text=router", prefix: "/api/v4/groups/acme/-/packages/npm"));
        Assert.Equal("0: ", await FindAsync("text=router", stranger));

        var hit = NpmStage.Parse(await own.GetAsync("/-/v1/search?text=http"))["objects"]![0]!;
        var package = (JsonObject)hit["package"]!;
        Assert.Equal(["name", "scope", "version", "description", "keywords", "date", "links", "author", "publisher", "maintainers"], package.Select(field => field.Key));
        Assert.Equal(
            ("@acme/router", "acme", "1.0.0", "Routes HTTP", """["web","http"]""", """{"username":"mara","email":""}""", """[{"username":"mara","email":""}]"""),
            ((string)package["name"]!, (string)package["scope"]!, (string)package["version"]!, (string)package["description"]!,
                package["keywords"]!.ToJsonString(), package["publisher"]!.ToJsonString(), package["maintainers"]!.ToJsonString()));
        Assert.Equal("Ada Lovelace", (string)package["author"]!["name"]!);
        Assert.Equal("""{"final":1,"detail":{"quality":1,"popularity":1,"maintenance":1}}""", hit["score"]!.ToJsonString());
    }

    [Theory]
    [InlineData("/-/npm/v1/security/advisories/bulk", """{"left-pad":["1.0.0"],"__proto__":["1"]}""", "{}")]
    [InlineData("/-/npm/v1/security/audits/quick", """{"name":"x","requires":{"a":"1"},"dependencies":{"a":{"version":"1.0.0"}}}""", NothingInTree)]
    [InlineData("/-/npm/v1/security/audits", """{"name":"x","requires":{"a":"1"},"dependencies":{"constructor":{"version":"1.0.0"}}}""", NothingInTree)]
    public async Task An_audit_knows_of_nothing_in_the_shape_of_its_client(string path, string body, string expected)
    {
        foreach (var level in (string[])[stage.Npm, "/api/v4/groups/acme/-/packages/npm", "/api/v4/packages/npm"])
        {
            var packed = new ByteArrayContent(TestTar.Gzip(Encoding.UTF8.GetBytes(body)));
            packed.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            packed.Headers.ContentEncoding.Add("gzip");

            var plain = await stage.Registry.SendAsync(HttpMethod.Post, level + path, stage.Token, NpmStage.Json(body));
            var gzip = await stage.Registry.SendAsync(HttpMethod.Post, level + path, stage.Token, packed);

            Assert.Equal(($"200 {expected}", "application/json"), (plain.ToString(), plain.Header("Content-Type")));
            Assert.Equal(plain.ToString(), gzip.ToString());
        }

        Assert.Equal(400, (await stage.PostAsync(path, "not json")).Status);
        var unpacked = NpmStage.Json(body);
        unpacked.Headers.ContentEncoding.Add("gzip");
        Assert.Equal(400, (await stage.SendAsync(HttpMethod.Post, path, unpacked)).Status);
    }

    [Fact]
    public async Task Visibility_and_access_are_the_projects()
    {
        await stage.PublishedAsync(new TestPackage("@acme/seen"));
        await stage.Registry.AddMemberAsync(NpmStage.FullPath, await stage.Registry.CreateUserAsync("rita"), AccessLevel.Reporter);

        Assert.Equal("""200 {"public":false}""", (await stage.GetAsync("/-/package/@acme%2fseen/visibility")).ToString());
        Assert.Equal("""200 {"mara":"write","rita":"read"}""", (await stage.GetAsync("/-/package/@acme%2fseen/collaborators?format=cli")).ToString());
        Assert.Equal("""200 {"ok":true}""", (await stage.PostAsync("/-/package/%40acme%2Fseen/access", """{"access":"restricted"}""")).ToString());
        const string Refused = "403 Forbidden - A package is as visible as its project: change the project's visibility.";
        foreach (var body in (string[])["""{"access":"public"}""", """{"publish_requires_tfa":true}""", "", "[]"])
        {
            Assert.Equal($$"""403 {"message":"{{Refused}}","error":"{{Refused}}"}""", (await stage.PostAsync("/-/package/@acme%2fseen/access", body)).ToString());
        }

        Assert.Equal("write", (string)NpmStage.Parse(await stage.GetAsync("/-/user/mara/package?format=cli"))["@acme/seen"]!);
        Assert.Equal(404, (await stage.GetAsync("/-/user/rita/package")).Status);
        Assert.All(
            [await stage.GetAsync("/-/package/none/visibility"), await stage.GetAsync("/-/package/none/collaborators"), await stage.PostAsync("/-/package/none/access", "{}")],
            answer => Assert.Equal("""404 {"message":"404 Package Not Found","error":"Package not found"}""", answer.ToString()));
    }

    [Fact]
    public async Task Owners_are_the_members_of_the_project()
    {
        await stage.PublishedAsync(new TestPackage("@acme/owned"));
        var refused = $"403 Forbidden - Who may publish is for the members of the project to decide, on the pages of {stage.Origin}.";
        foreach (var level in (string[])[stage.Npm, "/api/v4/groups/acme/-/packages/npm", "/api/v4/packages/npm"])
        {
            Task<HttpAnswer> AddAsync(string name, string? token) => stage.Registry.SendAsync(
                HttpMethod.Put, $"{level}/-/package/{NpmStage.Escaped(name)}/owners", token, NpmStage.Json("""{"user":"rita"}"""));
            Task<HttpAnswer> RemoveAsync(string name, string? token) => stage.Registry.SendAsync(HttpMethod.Delete, $"{level}/-/package/{NpmStage.Escaped(name)}/owners/mara", token);
            foreach (var sendAsync in (Func<string, string?, Task<HttpAnswer>>[])[AddAsync, RemoveAsync])
            {
                var answer = await sendAsync("@acme/owned", stage.Token);
                Assert.Equal($$"""403 {"message":"{{refused}}","error":"{{refused}}"}""", answer.ToString());
                Assert.Equal("no-store", answer.Header("Cache-Control"));
                Assert.Equal("""404 {"message":"404 Package Not Found","error":"Package not found"}""", (await sendAsync("@acme/never", stage.Token)).ToString());
                Assert.Equal(401, (await sendAsync("@acme/owned", null)).Status);
            }
        }
    }

    [Theory]
    [InlineData("PATCH", "/tool", 405)]
    [InlineData("DELETE", "/tool", 405)]
    [InlineData("POST", "/tool", 405)]
    [InlineData("OPTIONS", "/tool", 405)]
    [InlineData("PUT", "/@scope%2fsub/package", 405)]
    [InlineData("PUT", "/tool/-/tool-1.0.0.tgz", 405)]
    [InlineData("DELETE", "/-/ping", 405)]
    [InlineData("POST", "/-/whoami", 405)]
    [InlineData("GET", "/-/npm/v1/security/advisories/bulk", 405)]
    [InlineData("GET", "/-/npm/v1/security/audits", 405)]
    [InlineData("GET", "/-/npm/v1/security/audits/quick", 405)]
    [InlineData("GET", "/-/v1/login", 405)]
    [InlineData("GET", "/-/package/tool/owners", 405)]
    [InlineData("DELETE", "/-/npm/v1/security/advisories/bulk", 405)]
    [InlineData("GET", "/-/nothing/of/the/sort", 404)]
    [InlineData("GET", "/-/all", 404)]
    [InlineData("GET", "/-/stage", 404)]
    [InlineData("POST", "/-/stage/package/tool", 404)]
    [InlineData("GET", "/-/package/tool/trust", 404)]
    [InlineData("GET", "/-/org/acme/team", 404)]
    [InlineData("PUT", "/-/org/acme/team", 404)]
    [InlineData("PUT", "/-/team/acme/dev/package", 404)]
    [InlineData("GET", "/-/_view/starredByUser?key=%22mara%22", 404)]
    [InlineData("GET", "/-/npm/v1/hooks", 404)]
    [InlineData("GET", "/a/b/c/d/e", 404)]
    public async Task Every_refusal_below_the_prefix_is_JSON_with_the_reason_in_both_places(string method, string path, int status)
    {
        foreach (var level in (string[])[stage.Npm, "/api/v4/groups/acme/-/packages/npm", "/api/v4/packages/npm"])
        {
            var answer = await stage.Registry.SendAsync(new HttpMethod(method), level + path, stage.Token);

            Assert.Equal((level, status), (level, answer.Status));
            Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
            using var body = JsonDocument.Parse(answer.Text);
            Assert.All((string[])["message", "error"], field => Assert.False(string.IsNullOrWhiteSpace(body.RootElement.GetProperty(field).GetString())));
            Assert.Equal(status == 405, answer.Header("Allow") is not null);
            if (status == 405)
            {
                Assert.Equal("""405 {"message":"405 Method Not Allowed","error":"405 Method Not Allowed"}""", answer.ToString());
            }
        }
    }

    // At a project's it is the address of a package with the id "npm", which is for the packages' own routes to answer.
    [Theory]
    [InlineData("/api/v4/groups/acme/-/packages/npm/")]
    [InlineData("/api/v4/packages/npm/")]
    public async Task The_prefix_itself_is_nothing(string prefix) =>
        Assert.Equal("""404 {"message":"404 Not Found","error":"Not found"}""", (await stage.Registry.GetAsync(prefix, stage.Token)).ToString());
}
