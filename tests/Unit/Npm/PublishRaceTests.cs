using System.Text.Json.Nodes;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>Many clients at once, over real connections.</summary>
public sealed class PublishRaceTests
{
    private const string Refused = """403 {"message":"Package already exists.","error":"Package already exists."}""";

    [Theory, EveryEngine]
    public async Task Of_eight_publishes_of_a_version_at_once_one_is_taken_and_served(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var (id, token) = await ProjectAsync(registry);
        for (var round = 0; round < 20; round++)
        {
            // Each second round has a name that is new as well.
            var name = $"@acme/tool-{round / 2 * 2}";
            var version = $"1.{round}.0";

            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => registry.PublishAsync(id, name, version, token, $"{i}"))));

            var taken = Assert.Single(answers, answer => answer.Status == 200);
            Assert.All(answers, answer => Assert.True(answer == taken || answer.ToString() == Refused, answer.ToString()));
            var winner = new TestPackage(name, version) { Tarball = TestPackages.Pack(name, version, $"{Array.IndexOf(answers, taken)}") };
            var path = $"{NpmTown.Project(id)}/{TestPackages.Escape(name)}";
            var dist = JsonNode.Parse((await registry.GetAsync(path, token)).Text)!["versions"]![version]!["dist"]!;
            Assert.Equal((winner.Integrity, winner.Shasum), ($"{dist["integrity"]}", $"{dist["shasum"]}"));
            Assert.Equal(winner.Tarball, (await registry.GetAsync($"{path}/-/{TestPackages.Escape(name)}-{version}.tgz", token)).Bytes);
        }
    }

    [Theory, EveryEngine]
    public async Task Of_thirty_two_versions_at_once_none_is_lost(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var (id, token) = await ProjectAsync(registry);
        string[] versions = [.. Enumerable.Range(0, 32).Select(i => $"1.{i}.0")];

        var answers = await Task.WhenAll(versions.Select(version => Task.Run(() => registry.PublishAsync(id, "tool", version, token, tag: $"tag-{version}"))));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        var packument = JsonNode.Parse((await registry.GetAsync($"{NpmTown.Project(id)}/tool", token)).Text)!;
        Assert.Equal(versions, packument["versions"]!.AsObject().Select(version => version.Key));
        var tags = packument["dist-tags"]!.AsObject().ToDictionary(tag => tag.Key, tag => $"{tag.Value}");
        Assert.Contains(tags["latest"], versions); // the first to be taken
        tags.Remove("latest");
        Assert.Equal(versions.ToDictionary(version => $"tag-{version}"), tags);
    }

    [Theory, EveryEngine]
    public async Task Publishing_unpublishing_and_tagging_at_once_ends_with_tags_that_lead_to_versions(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var (id, token) = await ProjectAsync(registry);
        var package = $"{NpmTown.Project(id)}/tool";
        var tags = $"{NpmTown.Project(id)}/-/package/tool/dist-tags";
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 6).Select(client => Task.Run(async () =>
            {
                var random = new Random(client * 1000 + round);
                for (var turn = 0; turn < 12; turn++)
                {
                    var version = $"1.{random.Next(4)}.0";
                    var (answer, foreseen) = random.Next(5) switch
                    {
                        0 or 1 => (await registry.PublishAsync(id, "tool", version, token, $"{client} {turn}", random.Next(2) == 0 ? "latest" : "next"), (int[])[200, 403]),
                        2 => (await registry.SendAsync(HttpMethod.Delete, $"{package}/-/tool-{version}.tgz/-rev/undefined", token), [200, 404]),
                        3 => (await registry.SendAsync(HttpMethod.Put, $"{tags}/{(random.Next(2) == 0 ? "latest" : "beta")}", token, TestPackages.Json(version)), [204, 404]),
                        _ => (await registry.SendAsync(HttpMethod.Delete, $"{tags}/{(random.Next(2) == 0 ? "latest" : "beta")}", token), [204, 404]),
                    };
                    Assert.Contains(answer.Status, foreseen);
                }
            })));

            await AssertConsistentAsync(registry, package, token);
        }

        await registry.PublishAsync(id, "tool", "2.0.0", token);
        await AssertConsistentAsync(registry, package, token);
    }

    private static async Task AssertConsistentAsync(RunningRegistry registry, string package, string token)
    {
        await using var database = registry.Open();
        var there = database.Packages.Where(one => one.Status == PackageStatus.Default).ToDictionary(one => one.Id, one => one.Version);
        var tagged = database.PackageTags.ToDictionary(tag => tag.Name, tag => tag.PackageId);
        Assert.Empty(tagged.Values.Except(there.Keys));
        var answer = await registry.GetAsync(package, token);
        if (there.Count == 0)
        {
            Assert.Equal(404, answer.Status);
            Assert.Empty(tagged);
            return;
        }

        var packument = JsonNode.Parse(answer.Text)!;
        Assert.Equal(there.Values.Order(StringComparer.Ordinal), packument["versions"]!.AsObject().Select(version => version.Key));
        Assert.Equal(
            tagged.Select(tag => $"{tag.Key}={there[tag.Value]}").Order(StringComparer.Ordinal),
            packument["dist-tags"]!.AsObject().Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
        Assert.Contains("latest", tagged.Keys);
        foreach (var (_, manifest) in packument["versions"]!.AsObject())
        {
            var tarball = await registry.GetAsync(new Uri($"{manifest!["dist"]!["tarball"]}").PathAndQuery, token);
            Assert.Equal((200, $"{manifest["dist"]!["integrity"]}"), (tarball.Status, TestPackages.Integrity(tarball.Bytes)));
        }
    }

    private static async Task<(long Id, string Token)> ProjectAsync(RunningRegistry registry)
    {
        var id = await registry.CreateProjectAsync("acme/web");
        var user = await registry.CreateUserAsync("mai");
        await registry.AddMemberAsync("acme/web", user, AccessLevel.Maintainer);
        return (id, await registry.CreateTokenAsync(user));
    }
}
