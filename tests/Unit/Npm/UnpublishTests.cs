using System.Text.Json.Nodes;
using Registry.Data;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>
/// npm unpublish puts the document without the version in the place of a revision, then deletes the tarball; or deletes the whole.
/// </summary>
public sealed class UnpublishTests(NpmStage stage) : IClassFixture<NpmStage>
{
    private const string Ok = """200 {"ok":true}""";
    private const string Moved =
        """409 {"message":"409 Conflict - The package has changed since you read it. Try again.","error":"409 Conflict - The package has changed since you read it. Try again."}""";
    private const string NoPackage = """404 {"message":"404 Package Not Found","error":"Package not found"}""";

    [Theory, EveryEngine]
    public async Task One_version_goes_with_its_tarball_and_its_tags(DatabaseEngine engine)
    {
        await using var own = await NpmStage.CreateAsync(engine);
        await own.PublishedAsync(
            new TestPackage(Version: "1.0.0"), new TestPackage(Version: "1.1.0") { Tag = "old" }, new TestPackage(Version: "2.0.0-rc.1") { Tag = "next" }, new TestPackage(Version: "1.2.0"));
        var document = await own.ReadAsync("@acme/tool");
        var stale = (string)document["_rev"]!;
        ((JsonObject)document["versions"]!).Remove("1.2.0");

        var put = await own.PutAsync($"/@acme%2ftool/-rev/{stale}", document.ToJsonString());
        var left = await own.ReadAsync("@acme/tool");
        var deleted = await own.DeleteAsync($"/@acme/tool/-/@acme/tool-1.2.0.tgz/-rev/{(string)left["_rev"]!}");

        Assert.Equal((Ok, Ok), (put.ToString(), deleted.ToString())); // the second finds it gone, and npm wants to hear that it is
        Assert.Equal(["1.0.0", "1.1.0", "2.0.0-rc.1"], ((JsonObject)left["versions"]!).Select(version => version.Key));
        Assert.Equal("""{"latest":"1.1.0","next":"2.0.0-rc.1","old":"1.1.0"}""", left["dist-tags"]!.ToJsonString()); // the highest release, not the release candidate
        Assert.Equal(NoPackage, (await own.GetAsync("/@acme/tool/-/@acme/tool-1.2.0.tgz")).ToString());
        Assert.Equal("""404 {"message":"404 Version Not Found","error":"Version not found"}""", (await own.GetAsync("/@acme%2ftool/1.2.0")).ToString());

        // Who read before that is told so, and nothing happens.
        ((JsonObject)document["versions"]!).Remove("1.0.0");
        Assert.Equal(Moved, (await own.PutAsync($"/@acme%2ftool/-rev/{stale}", document.ToJsonString())).ToString());
        Assert.Equal(Moved, (await own.DeleteAsync($"/@acme%2ftool/-rev/{stale}")).ToString());
        Assert.Equal(left.ToJsonString(), (await own.ReadAsync("@acme/tool")).ToJsonString());

        // The whole of it.
        Assert.Equal(Ok, (await own.DeleteAsync($"/@acme%2ftool/-rev/{(string)left["_rev"]!}")).ToString());
        Assert.Equal(NoPackage, (await own.GetAsync("/@acme%2ftool")).ToString());
        Assert.Equal(NoPackage, (await own.GetAsync("/-/package/@acme%2ftool/dist-tags")).ToString());
        Assert.Equal(NoPackage, (await own.DeleteAsync("/@acme%2ftool/-rev/undefined")).ToString());

        // And again from the start.
        await own.PublishedAsync(new TestPackage(Version: "0.1.0-beta") { Tag = "beta" });
        Assert.Equal("""{"latest":"0.1.0-beta","beta":"0.1.0-beta"}""", (await own.ReadAsync("@acme/tool"))["dist-tags"]!.ToJsonString());
    }

    [Fact]
    public async Task A_revision_may_be_unknown_or_nonsense_but_never_a_fault()
    {
        await stage.PublishedAsync(new TestPackage("revisions"), new TestPackage("revisions", "1.1.0"), new TestPackage("revisions", "1.2.0"));
        var document = await stage.ReadAsync("revisions");
        ((JsonObject)document["versions"]!).Remove("1.2.0");

        foreach (var revision in (string[])["3-abc", "-1", "99999999999999999999", "%20", "null", "__proto__"])
        {
            Assert.Equal((revision, Moved), (revision, (await stage.PutAsync($"/revisions/-rev/{revision}", document.ToJsonString())).ToString()));
            Assert.Equal((revision, Moved), (revision, (await stage.DeleteAsync($"/revisions/-rev/{revision}")).ToString()));
        }

        Assert.Equal(Ok, (await stage.PutAsync("/revisions/-rev/undefined", document.ToJsonString())).ToString());
        Assert.Equal(["1.0.0", "1.1.0"], ((JsonObject)(await stage.ReadAsync("revisions"))["versions"]!).Select(version => version.Key));
        Assert.Equal(Ok, (await stage.DeleteAsync("/revisions/-rev/undefined")).ToString());
        Assert.Equal(NoPackage, (await stage.GetAsync("/revisions")).ToString());
    }

    // Without a revision nobody can tell a version that was taken out from one that came in meanwhile.
    [Fact]
    public async Task Without_a_revision_one_version_goes_at_a_time()
    {
        await stage.PublishedAsync(new TestPackage("blind"), new TestPackage("blind", "1.1.0"), new TestPackage("blind", "1.2.0"));
        var document = await stage.ReadAsync("blind");
        ((JsonObject)document["versions"]!).Remove("1.2.0");
        ((JsonObject)document["versions"]!).Remove("1.1.0");

        Assert.Equal(Moved, (await stage.PutAsync("/blind/-rev/undefined", document.ToJsonString())).ToString());
        Assert.Equal(3, ((JsonObject)(await stage.ReadAsync("blind"))["versions"]!).Count);
    }

    // npm 6 puts the path of dist.tarball behind the registry's own.
    [Theory]
    [InlineData("/@acme/twice/-/@acme/twice-1.1.0.tgz/-rev/1")]
    [InlineData("/@acme%2ftwice/-/twice-1.1.0.tgz/-rev/undefined")]
    [InlineData("{npm}/@acme/twice/-/@acme/twice-1.1.0.tgz/-rev/1")]
    public async Task A_tarball_can_be_deleted_by_every_path_that_clients_make(string path)
    {
        if ((await stage.GetAsync("/@acme%2ftwice")).Status == 404)
        {
            await stage.PublishedAsync(new TestPackage("@acme/twice"));
        }

        await stage.PublishedAsync(new TestPackage("@acme/twice", "1.1.0"));

        var answer = await stage.DeleteAsync(path.Replace("{npm}", stage.Npm, StringComparison.Ordinal));

        Assert.Equal(Ok, answer.ToString());
        Assert.Equal("""{"latest":"1.0.0"}""", (await stage.ReadAsync("@acme/twice"))["dist-tags"]!.ToJsonString());
        Assert.Equal(NoPackage, (await stage.GetAsync("/@acme/twice/-/twice-1.1.0.tgz")).ToString());
    }

    [Fact]
    public async Task What_was_never_there_cannot_be_deleted()
    {
        await stage.PublishedAsync(new TestPackage("never"));

        foreach (var path in (string[])["/none/-rev/1", "/none/-/none-1.0.0.tgz/-rev/1", "/never/-/never-9.9.9.tgz/-rev/1", "/never/-/other-1.0.0.tgz/-rev/1", "/never/-/package.json/-rev/1"])
        {
            Assert.Equal((path, NoPackage), (path, (await stage.DeleteAsync(path)).ToString()));
        }

        Assert.Equal(200, (await stage.GetAsync("/never/-/never-1.0.0.tgz")).Status);
    }
}
