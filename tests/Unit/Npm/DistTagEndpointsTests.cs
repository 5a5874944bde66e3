using Registry.Data;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class DistTagEndpointsTests(NpmStage stage) : IClassFixture<NpmStage>
{
    private const string NoPackage = """404 {"message":"404 Package Not Found","error":"Package not found"}""";

    [Theory, EveryEngine]
    public async Task Tags_are_set_moved_and_taken_away(DatabaseEngine engine)
    {
        await using var own = await NpmStage.CreateAsync(engine);
        await own.PublishedAsync(new TestPackage(Version: "1.0.0"), new TestPackage(Version: "1.1.0"), new TestPackage(Version: "2.0.0-rc.1") { Tag = "next" });
        const string Tags = "/-/package/@acme%2ftool/dist-tags";
        async Task<string> ListAsync() => (await own.GetAsync(Tags)).ToString();

        Assert.Equal("""200 {"latest":"1.1.0","next":"2.0.0-rc.1"}""", await ListAsync());
        var set = await own.PutAsync($"{Tags}/stable", "\"1.0.0\"");
        Assert.Equal(("204 ", null), (set.ToString(), set.Header("Content-Type")));
        Assert.Equal("204 ", (await own.PutAsync($"{Tags}/stable", "\"1.1.0\"")).ToString());
        Assert.Equal("204 ", (await own.PostAsync($"{Tags}/__proto__", "\"1.0.0\"")).ToString()); // a tag like any other
        Assert.Equal("""200 {"latest":"1.1.0","__proto__":"1.0.0","next":"2.0.0-rc.1","stable":"1.1.0"}""", await ListAsync());
        Assert.Equal("204 ", (await own.PutAsync($"{Tags}/latest", "\"1.0.0\"")).ToString());
        Assert.Equal("""{"latest":"1.0.0","__proto__":"1.0.0","next":"2.0.0-rc.1","stable":"1.1.0"}""", (await own.ReadAsync("@acme/tool"))["dist-tags"]!.ToJsonString());

        // Without its tag the latest is the highest release, not the highest of all.
        Assert.Equal("204 ", (await own.DeleteAsync($"{Tags}/latest")).ToString());
        Assert.Equal("204 ", (await own.DeleteAsync($"{Tags}/stable")).ToString());
        Assert.Equal("204 ", (await own.DeleteAsync($"{Tags}/__proto__")).ToString());
        Assert.Equal("""404 {"message":"404 Package Tag Not Found","error":"Package tag not found"}""", (await own.DeleteAsync($"{Tags}/stable")).ToString());
        Assert.Equal("""404 {"message":"404 Package Tag Not Found","error":"Package tag not found"}""", (await own.DeleteAsync($"{Tags}/constructor")).ToString());
        Assert.Equal("""200 {"latest":"1.1.0","next":"2.0.0-rc.1"}""", await ListAsync());
    }

    [Theory]
    [InlineData("\"1.0.0\"")]
    [InlineData("1.0.0")]
    [InlineData(" \"1.0.0\"\n")]
    [InlineData("""{"version":"1.0.0"}""")]
    [InlineData("", "?version=1.0.0")]
    public async Task A_version_comes_as_JSON_or_in_the_query(string body, string query = "")
    {
        await EnsureAsync("given");
        await stage.DeleteAsync("/-/package/given/dist-tags/a");

        Assert.Equal("204 ", (await stage.PutAsync($"/-/package/given/dist-tags/a{query}", body)).ToString());
        Assert.Equal("""200 {"latest":"1.0.0","a":"1.0.0"}""", (await stage.GetAsync("/-/package/given/dist-tags")).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"version":null}""")]
    [InlineData("\"unclosed")]
    [InlineData("\"\\ud800\"")]
    public async Task Without_a_version_nothing_is_tagged(string body)
    {
        await EnsureAsync("blank");

        Assert.Equal(
            """400 {"message":"400 Bad request - \"Version\" not given","error":"\"Version\" not given"}""", (await stage.PutAsync("/-/package/blank/dist-tags/a", body)).ToString());
        Assert.Equal("""200 {"latest":"1.0.0"}""", (await stage.GetAsync("/-/package/blank/dist-tags")).ToString());
    }

    [Theory]
    [InlineData("PUT", "/-/package/blank/dist-tags/%20", 400, """{"message":"400 Bad request - \"Tag\" not given","error":"\"Tag\" not given"}""")]
    [InlineData("DELETE", "/-/package/blank/dist-tags/%20", 400, """{"message":"400 Bad request - \"Tag\" not given","error":"\"Tag\" not given"}""")]
    [InlineData("GET", "/-/package/%20/dist-tags", 400, """{"message":"400 Bad request - \"Package Name\" not given","error":"\"Package Name\" not given"}""")]
    [InlineData("PUT", "/-/package/%20/dist-tags/a", 400, """{"message":"400 Bad request - \"Package Name\" not given","error":"\"Package Name\" not given"}""")]
    [InlineData("PUT", "/-/package/blank/dist-tags/v1", 400, """{"message":"400 Bad request - The dist-tag 'v1' would be taken for a SemVer range.","error":"The dist-tag 'v1' would be taken for a SemVer range."}""")]
    [InlineData("PUT", "/-/package/blank/dist-tags/1.0.0", 400, """{"message":"400 Bad request - The dist-tag '1.0.0' would be taken for a SemVer range.","error":"The dist-tag '1.0.0' would be taken for a SemVer range."}""")]
    [InlineData("PUT", "/-/package/none/dist-tags/a", 404, """{"message":"404 Package Not Found","error":"Package not found"}""")]
    [InlineData("DELETE", "/-/package/none/dist-tags/a", 404, """{"message":"404 Package Tag Not Found","error":"Package tag not found"}""")]
    [InlineData("GET", "/-/package/none/dist-tags", 404, """{"message":"404 Package Not Found","error":"Package not found"}""")]
    public async Task What_cannot_be_is_refused(string method, string path, int status, string body)
    {
        await EnsureAsync("blank");

        var answer = await stage.SendAsync(new HttpMethod(method), path, method == "PUT" ? NpmStage.Json("\"1.0.0\"") : null);

        Assert.Equal($"{status} {body}", answer.ToString());
    }

    [Fact]
    public async Task An_empty_tag_is_no_address_and_an_unknown_version_no_package()
    {
        await EnsureAsync("unknown");

        const string NotFound = """404 {"message":"404 Not Found","error":"Not found"}""";
        Assert.Equal(NotFound, (await stage.PutAsync("/-/package/unknown/dist-tags/", "\"1.0.0\"")).ToString());
        Assert.Equal(NotFound, (await stage.DeleteAsync("/-/package/unknown/dist-tags/")).ToString());
        Assert.Equal(NoPackage, (await stage.PutAsync("/-/package/unknown/dist-tags/a", "\"9.9.9\"")).ToString());
        Assert.Equal(NoPackage, (await stage.PutAsync("/-/package/unknown/dist-tags/a", "\"1.0\"")).ToString());
        Assert.Equal(NoPackage, (await stage.PutAsync("/-/package/unknown/dist-tags/a", "[1]")).ToString());
    }

    [Fact]
    public async Task A_list_of_tags_is_answered_304_until_one_moves()
    {
        await EnsureAsync("listed");
        var first = await stage.GetAsync("/-/package/listed/dist-tags");
        var tag = first.Header("ETag")!;

        var again = await stage.GetAsync("/-/package/listed/dist-tags", ("If-None-Match", tag));
        await stage.PutAsync("/-/package/listed/dist-tags/next", "\"1.0.0\"");
        var changed = await stage.GetAsync("/-/package/listed/dist-tags", ("If-None-Match", tag));

        Assert.Equal(("application/json", "private, no-cache"), (first.Header("Content-Type"), first.Header("Cache-Control")));
        Assert.Equal((304, ""), (again.Status, again.Text));
        Assert.Equal("""200 {"latest":"1.0.0","next":"1.0.0"}""", changed.ToString());
    }

    private async Task EnsureAsync(string name)
    {
        if ((await stage.GetAsync($"/{name}")).Status == 404)
        {
            await stage.PublishedAsync(new TestPackage(name));
        }
    }
}
