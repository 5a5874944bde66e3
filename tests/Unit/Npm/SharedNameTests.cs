using System.Text.Json.Nodes;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>One name in several projects, as groups and the instance show it.</summary>
public sealed class SharedNameTests
{
    [Theory, EveryEngine]
    public async Task A_group_merges_versions_and_each_is_its_first_publishers(DatabaseEngine engine)
    {
        await using var stage = await NpmStage.CreateAsync(engine);
        var second = await AddProjectAsync(stage, "acme/second");
        var outside = await AddProjectAsync(stage, "other/outside");
        var first = new TestPackage(Version: "1.1.0");
        await stage.PublishedAsync(new TestPackage(), first);
        await PublishAsync(stage, second, new TestPackage(Version: "1.1.0", More: "\"license\":\"EVIL\""));
        await PublishAsync(stage, second, new TestPackage(Version: "2.0.0") { Tag = "next" });
        await PublishAsync(stage, outside, new TestPackage(Version: "9.0.0"));
        async Task<string> ShowAsync(string prefix)
        {
            var document = NpmStage.Parse(await stage.Registry.GetAsync($"{prefix}/@acme%2ftool", stage.Token));
            return $"{document["dist-tags"]!.ToJsonString()} {string.Join(' ', ((JsonObject)document["versions"]!).Select(version => version.Key))}";
        }

        // The scope is the path of a top-level group, so the instance shows what that group does.
        foreach (var prefix in (string[])["/api/v4/groups/acme/-/packages/npm", "/api/v4/packages/npm"])
        {
            Assert.Equal("""{"latest":"1.1.0","next":"2.0.0"} 1.0.0 1.1.0 2.0.0""", await ShowAsync(prefix));
            Assert.Equal(first.Tarball, (await stage.Registry.GetAsync($"{prefix}/@acme/tool/-/@acme/tool-1.1.0.tgz", stage.Token)).Bytes);
            Assert.Equal(200, (await stage.Registry.GetAsync($"{prefix}/@acme/tool/-/tool-2.0.0.tgz", stage.Token)).Status);
            Assert.Equal(404, (await stage.Registry.GetAsync($"{prefix}/@acme/tool/-/tool-9.0.0.tgz", stage.Token)).Status);
        }

        Assert.Equal("""{"latest":"1.1.0"} 1.0.0 1.1.0""", await ShowAsync("/api/v4/groups/acme%2Ftools/-/packages/npm"));
        Assert.Equal("""{"latest":"1.1.0","next":"2.0.0"} 1.1.0 2.0.0""", await ShowAsync(second));
        Assert.Equal("""{"latest":"9.0.0"} 9.0.0""", await ShowAsync(outside));
        Assert.Equal("""{"latest":"9.0.0"} 9.0.0""", await ShowAsync("/api/v4/groups/other/-/packages/npm"));

        // Deleted by who published it first, it does not come back as somebody else's.
        Assert.Equal(200, (await stage.DeleteAsync("/@acme/tool/-/tool-1.1.0.tgz/-rev/1")).Status);
        Assert.Equal("""{"latest":"1.0.0","next":"2.0.0"} 1.0.0 2.0.0""", await ShowAsync("/api/v4/packages/npm"));
        Assert.Equal(404, (await stage.Registry.GetAsync("/api/v4/packages/npm/@acme/tool/-/tool-1.1.0.tgz", stage.Token)).Status);
    }

    [Theory, EveryEngine]
    public async Task A_name_of_nobodys_scope_is_on_the_instance_who_published_it_first(DatabaseEngine engine)
    {
        await using var stage = await NpmStage.CreateAsync(engine);
        var outside = await AddProjectAsync(stage, "other/outside");
        foreach (var name in (string[])["@free/tool", "unscoped"])
        {
            await stage.PublishedAsync(new TestPackage(name));
            await PublishAsync(stage, outside, new TestPackage(name, "9.0.0"));

            var document = NpmStage.Parse(await stage.Registry.GetAsync($"/api/v4/packages/npm/{NpmStage.Escaped(name)}", stage.Token));

            Assert.Equal("""{"latest":"1.0.0"}""", document["dist-tags"]!.ToJsonString());
            Assert.Equal("1.0.0", Assert.Single((JsonObject)document["versions"]!).Key);
            Assert.Equal(404, (await stage.Registry.GetAsync($"/api/v4/packages/npm/{name}/-/{name}-9.0.0.tgz", stage.Token)).Status);
        }
    }

    private static async Task<string> AddProjectAsync(NpmStage stage, string path)
    {
        var id = await stage.Registry.CreateProjectAsync(path);
        await stage.Registry.AddMemberAsync(path, stage.User, AccessLevel.Maintainer);
        return $"/api/v4/projects/{id}/packages/npm";
    }

    private static async Task PublishAsync(NpmStage stage, string prefix, TestPackage package)
    {
        var body = NpmStage.Json(package.ToDocument().ToJsonString());
        Assert.Equal(200, (await stage.Registry.SendAsync(HttpMethod.Put, $"{prefix}/{NpmStage.Escaped(package.Name)}", stage.Token, body)).Status);
    }
}
