using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>
/// Every address in every answer lies below the prefix that the client used, as it wrote it: npm 12 refuses a tarball from
/// elsewhere, pnpm and Yarn send no token there.
/// </summary>
public sealed partial class RegistryAddressTests
{
    private static readonly string[] Prefixes =
    [
        "/api/v4/projects/{id}/packages/npm",
        "/api/v4/projects/acme%2Ftools%2Fweb/packages/npm",
        "/api/v4/projects/acme%2ftools%2fweb/packages/npm",
        "/api/v4/projects/acme/tools/web/packages/npm",
        "/api/v4/groups/acme/-/packages/npm",
        "/api/v4/groups/acme%2Ftools/-/packages/npm",
        "/api/v4/groups/acme/tools/-/packages/npm",
        "/api/v4/packages/npm",
    ];

    [Theory]
    [InlineData("", "", "")]
    [InlineData("/registry", "", "--Registry:PathBase=/registry")]
    [InlineData("", "https://packages.example.com/team/registry", "--Registry:PublicUrl=https://packages.example.com/team/registry/")]
    [InlineData("", "https://cdn.example.com:8443/packages", "", "X-Forwarded-Proto: https", "X-Forwarded-Host: cdn.example.com:8443", "X-Forwarded-Prefix: /packages")]
    public async Task Every_address_lies_below_the_prefix_that_was_asked(string pathBase, string root, string setting, params string[] forwarded)
    {
        await using var stage = await NpmStage.CreateAsync(settings: setting.Length > 0 ? [setting] : []);
        var package = new TestPackage("@acme/tool");
        Assert.Equal(200, (await stage.Registry.SendAsync(HttpMethod.Put, $"{pathBase}{stage.Npm}/@acme%2ftool", stage.Token, NpmStage.Json(package.ToAttestedDocument().ToJsonString()))).Status);
        root = root.Length > 0 ? root : stage.Origin + pathBase;
        void Forward(HttpRequestHeaders headers)
        {
            foreach (var header in forwarded)
            {
                headers.Add(header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 2)..]);
            }
        }

        foreach (var prefix in Prefixes.Select(prefix => prefix.Replace("{id}", $"{stage.Id}", StringComparison.Ordinal)))
        {
            async Task<JsonObject> ReadAsync(string path, HttpMethod? method = null) =>
                NpmStage.Parse(await stage.Registry.SendAsync(method ?? HttpMethod.Get, pathBase + prefix + path, stage.Token, method is null ? null : NpmStage.Json("{}"), Forward));
            var registry = root + prefix;
            var full = await ReadAsync("/@acme%2ftool");
            var alone = await ReadAsync("/@acme%2ftool/1.0.0");
            var search = await ReadAsync("/-/v1/search?text=tool");
            var login = await ReadAsync("/-/v1/login", HttpMethod.Post);

            foreach (var version in (JsonNode[])[full["versions"]!["1.0.0"]!, alone])
            {
                Assert.Equal($"{registry}/@acme/tool/-/@acme/tool-1.0.0.tgz", (string)version["dist"]!["tarball"]!);
                Assert.Equal($"{registry}/-/npm/v1/attestations/@acme/tool@1.0.0", (string)version["dist"]!["attestations"]!["url"]!);
            }

            Assert.StartsWith($"{registry}/-/v1/login/poll_", (string)login["doneUrl"]!, StringComparison.Ordinal);
            Assert.StartsWith($"{root}/-/login/confirm_", (string)login["loginUrl"]!, StringComparison.Ordinal);
            Assert.StartsWith($"{root}/acme/tools/web/-/packages/", (string)search["objects"]![0]!["package"]!["links"]!["npm"]!, StringComparison.Ordinal);
            Assert.DoesNotContain("elsewhere.example.com", full.ToJsonString(), StringComparison.Ordinal);
            Assert.All(Address().Matches((full.ToJsonString() + search.ToJsonString() + login.ToJsonString()).Replace(TestPackage.Predicate, "", StringComparison.Ordinal)), address =>
                Assert.StartsWith(root + "/", address.Value, StringComparison.Ordinal));

            // And each leads somewhere, by the way that the proxy takes.
            async Task<HttpAnswer> FollowAsync(JsonNode url) =>
                await stage.Registry.SendAsync(HttpMethod.Get, pathBase + ((string)url!)[root.Length..], stage.Token, headers: Forward);
            Assert.Equal(package.Tarball, (await FollowAsync(full["versions"]!["1.0.0"]!["dist"]!["tarball"]!)).Bytes);
            Assert.Equal(200, (await FollowAsync(full["versions"]!["1.0.0"]!["dist"]!["attestations"]!["url"]!)).Status);
            Assert.Equal(202, (await FollowAsync(login["doneUrl"]!)).Status);
        }
    }

    [Fact]
    public async Task Versions_are_published_to_projects_and_elsewhere_it_is_said_where()
    {
        await using var stage = await NpmStage.CreateAsync();
        await stage.PublishedAsync(new TestPackage());
        foreach (var (prefix, name, project) in new[]
        {
            ("/api/v4/packages/npm", "@acme/tool", $"{stage.Id}"), ("/api/v4/groups/acme/-/packages/npm", "@acme/tool", $"{stage.Id}"), ("/api/v4/packages/npm", "none", "<project id>"),
        })
        {
            var reason = $"Versions are published to a project. Set the registry to {stage.Origin}/api/v4/projects/{project}/packages/npm/ to publish.";
            var body = NpmStage.Json(new TestPackage(name, "2.0.0").ToDocument().ToJsonString());

            var answer = await stage.Registry.SendAsync(HttpMethod.Put, $"{prefix}/{NpmStage.Escaped(name)}", stage.Token, body);

            Assert.Equal($$"""400 {"message":"{{reason}}","error":"{{reason}}"}""", answer.ToString());
        }
    }

    [Fact]
    public async Task Tags_deprecations_and_unpublishing_work_above_projects_and_are_seen_at_every_level_at_once()
    {
        await using var stage = await NpmStage.CreateAsync();
        await stage.PublishedAsync(new TestPackage(), new TestPackage(Version: "1.1.0"), new TestPackage(Version: "1.2.0"));
        string[] levels = ["/api/v4/packages/npm", "/api/v4/groups/acme/-/packages/npm", stage.Npm];
        async Task<JsonObject[]> ReadAsync()
        {
            var answers = await Task.WhenAll(levels.Select(level => stage.Registry.GetAsync($"{level}/@acme%2ftool", stage.Token)));
            var documents = answers.Select(NpmStage.Parse).ToArray();
            Assert.Single(documents.Select(document => $"{document["_rev"]} {document["dist-tags"]!.ToJsonString()} {string.Join(' ', ((JsonObject)document["versions"]!).Select(one => $"{one.Key}{one.Value!["deprecated"]}"))}").Distinct());
            return documents;
        }

        for (var i = 0; i < 2; i++)
        {
            var tagged = await stage.Registry.SendAsync(HttpMethod.Put, $"{levels[i]}/-/package/@acme%2ftool/dist-tags/at-{i}", stage.Token, NpmStage.Json("\"1.0.0\""));
            Assert.Equal("204 ", tagged.ToString());
            var document = (await ReadAsync())[i];
            Assert.Equal("1.0.0", (string)document["dist-tags"]![$"at-{i}"]!);
            document["versions"]!["1.0.0"]!["deprecated"] = $"by {i}";
            Assert.Equal("""200 {"ok":true}""", (await stage.Registry.SendAsync(HttpMethod.Put, $"{levels[i]}/@acme%2ftool", stage.Token, NpmStage.Json(document.ToJsonString()))).ToString());
            document = (await ReadAsync())[i];
            Assert.Equal($"by {i}", (string)document["versions"]!["1.0.0"]!["deprecated"]!);
            var last = ((JsonObject)document["versions"]!).Last().Key;
            ((JsonObject)document["versions"]!).Remove(last);
            var put = await stage.Registry.SendAsync(HttpMethod.Put, $"{levels[i]}/@acme%2ftool/-rev/{document["_rev"]}", stage.Token, NpmStage.Json(document.ToJsonString()));
            Assert.Equal("""200 {"ok":true}""", put.ToString());
            Assert.Equal(2 - i, ((JsonObject)(await ReadAsync())[2]["versions"]!).Count);
        }
    }

    [GeneratedRegex("https?://[^\"\\\\]+", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
