using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace Registry.Clients.Npm;

[Collection(nameof(NpmWriting))]
public class NpmPublishTests(TestRegistry registry) : NpmTests(registry)
{
    [Theory]
    [MemberData(nameof(All))]
    public async Task A_package_is_published_with_and_without_a_scope(string name)
    {
        using var client = NewClient(name);
        foreach (var package in (string[])[Registry.NewScopedName("published"), Registry.NewName("published")])
        {
            (await client.PublishAsync(Folder(client, package, "1.0.0", "\"keywords\":[\"paint\"]"))).Succeeded();

            var packument = await PackumentAsync(package);
            Assert.Equal(["1.0.0"], Versions(packument));
            Assert.Equal(["latest=1.0.0"], Tags(packument));
            var version = packument.GetProperty("versions").GetProperty("1.0.0");
            Assert.Equal("A package for tests", version.GetProperty("description").GetString());
            Assert.Equal("paint", version.GetProperty("keywords")[0].GetString());
            var dist = version.GetProperty("dist");
            var tarball = await BytesAsync(new Uri(dist.GetProperty("tarball").GetString()!));
            Assert.Equal($"sha512-{Convert.ToBase64String(SHA512.HashData(tarball))}", dist.GetProperty("integrity").GetString());
            Assert.Equal(3, dist.GetProperty("fileCount").GetInt32());
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_version_published_under_a_tag_leaves_latest_where_it_is(string name)
    {
        using var client = NewClient(name);
        var package = Registry.NewScopedName("tagged");
        (await client.PublishAsync(Folder(client, package, "1.0.0", "\"publishConfig\":{\"tag\":\"first\"}"), "--tag", "first")).Succeeded();
        Assert.Equal(["first=1.0.0", "latest=1.0.0"], Tags(await PackumentAsync(package)));

        (await client.PublishAsync(Folder(client, package, "2.0.0-beta.1"), "--tag", "beta")).Succeeded();

        Assert.Equal(["beta=2.0.0-beta.1", "first=1.0.0", "latest=1.0.0"], Tags(await PackumentAsync(package)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_version_is_published_once(string name)
    {
        using var client = NewClient(name);
        var package = Registry.NewScopedName("once");
        var first = await SendAsync(package, "1.0.0");

        var again = (await client.PublishAsync(Folder(client, package, "1.0.0"))).Refused();

        // npm from 11 on finds out by itself, unless it is forced.
        Assert.Matches("Package already exists|cannot publish over", again.Output + again.Error);
        Assert.Equal(first.Integrity, Dist(await PackumentAsync(package), "1.0.0").GetProperty("integrity").GetString());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_a_client_adds_to_a_manifest_is_taken(string name)
    {
        using var client = NewClient(name);
        var package = Registry.NewScopedName("dressed");
        var (needed, optional) = (Registry.NewScopedName("needed"), Registry.NewName("optional"));
        await SendAsync(needed, "1.0.0"); // Yarn publishes only what it has installed
        await SendAsync(optional, "2.0.0");
        var more = $$"""
            "bin":"index.js","repository":"github:acme/dressed","author":"Devi <devi@example.com> (http://example.com/)","man":["./man.1"],
            "dependencies":{"{{needed}}":"^1.0.0"},"optionalDependencies":{"{{optional}}":"^2.0.0"},"peerDependencies":{"react":"*"},
            "scripts":{"test":"true"},"files":["*"],"engines":{"node":">=4"},"config":{"port":"80"},"keywords":"one, two"
            """;

        (await client.PublishAsync(Folder(client, package, "1.0.0", more,
            ("binding.gyp", "{\"targets\":[]}\n"), ("server.js", "require('http');\n"), ("AUTHORS", "Sten <sten@example.com>\n"), ("man.1", ".TH man 1\n")))).Succeeded();

        Assert.Equal(["1.0.0"], Versions(await PackumentAsync(package)));
    }

    [Theory]
    [MemberData(nameof(Npms))]
    public async Task A_sloppy_version_is_published_cleaned(string name)
    {
        using var client = NewClient(name);
        var package = Registry.NewScopedName("sloppy");

        (await client.PublishAsync(Folder(client, package, "v1.2.3"))).Succeeded();

        Assert.Equal(["1.2.3"], Versions(await PackumentAsync(package)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Who_may_not_publish_is_refused_and_nothing_is_stored(string name)
    {
        var package = Registry.NewScopedName("refused");
        using var client = NewClient(name);
        var folder = Folder(client, package, "1.0.0");
        var wrong = Registry.Developer with { Password = Registry.Developer.Password[..^1] + (Registry.Developer.Password[^1] == 'x' ? 'y' : 'x') };
        foreach (var credentials in (Credentials?[])[null, wrong, Registry.Reporter])
        {
            client.Source = client.Source with { Address = Registry.Public.NpmRegistry(), Credentials = credentials };
            (await client.PublishAsync(folder)).Refused();
        }

        Assert.Equal(404, await StatusAsync(PackageAddress(Registry.Public, package)));
    }

    [Theory]
    [InlineData("npm-6", NpmLevel.Group)]
    [InlineData("npm-12", NpmLevel.Instance)]
    [InlineData("yarn-1", NpmLevel.Group)]
    [InlineData("yarn-4", NpmLevel.Instance)]
    [InlineData("pnpm-12", NpmLevel.Group)]
    [InlineData("bun", NpmLevel.Instance)]
    public async Task Above_the_project_nothing_is_published_and_the_project_is_named(string name, NpmLevel level)
    {
        var package = Registry.NewScopedName("above");
        using var client = NewClient(name, level);

        var refused = (await client.PublishAsync(Folder(client, package, "1.0.0"))).Refused();

        Assert.Contains("Versions are published to a project.", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.Equal(404, await StatusAsync(PackageAddress(Registry.Private, package)));
    }

    [Theory]
    [InlineData("npm-11")]
    [InlineData("npm-12")]
    public async Task A_version_below_the_latest_is_stopped_by_npm_itself(string name)
    {
        using var client = NewClient(name);
        var package = Registry.NewScopedName("lower");
        await SendAsync(package, "2.0.0");

        var stopped = (await client.PublishAsync(Folder(client, package, "1.0.0"))).Refused();
        Assert.Contains("Cannot implicitly apply the \"latest\" tag because previously published version 2.0.0 is higher", stopped.Error, StringComparison.Ordinal);

        (await client.PublishAsync(Folder(client, package, "1.0.0"), "--tag", "old")).Succeeded();
        Assert.Equal(["latest=2.0.0", "old=1.0.0"], Tags(await PackumentAsync(package)));
    }

    private static JsonElement Dist(JsonElement packument, string version) => packument.GetProperty("versions").GetProperty(version).GetProperty("dist");
}
