using System.Text.Json.Nodes;
using Registry.Data;
using Registry.Data.Entities;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>A registry where several projects publish under the same names, and where it is known whose bytes are served.</summary>
internal sealed class NpmTown : IAsyncDisposable
{
    private readonly Dictionary<string, string> _publishers = [];

    private NpmTown(RunningRegistry registry, string admin)
    {
        Registry = registry;
        Admin = admin;
    }

    public RunningRegistry Registry { get; }

    /// <summary>The token of somebody who may do everything.</summary>
    public string Admin { get; }

    public static async Task<NpmTown> CreateAsync(DatabaseEngine engine = DatabaseEngine.Sqlite, params string[] settings)
    {
        var registry = await RunningRegistry.StartAsync(engine, settings);
        return new NpmTown(registry, await registry.CreateTokenAsync(await registry.CreateUserAsync("root", isAdmin: true)));
    }

    public Task<long> CreateProjectAsync(string fullPath, Visibility visibility = Visibility.Public) => Registry.CreateProjectAsync(fullPath, visibility);

    /// <summary>Publishes bytes that no other publisher has.</summary>
    public async Task PublishAsync(long projectId, string publisher, string name, string version, string tag = "latest")
    {
        var content = $"{publisher} {Guid.NewGuid()}";
        _publishers[TestPackages.Integrity(TestPackages.Pack(name, version, content))] = publisher;
        Assert.Equal(200, (await Registry.PublishAsync(projectId, name, version, Admin, content, tag)).Status);
    }

    public async Task UnpublishAsync(long projectId, string name, string version) => Assert.Equal(
        """200 {"ok":true}""",
        (await Registry.SendAsync(HttpMethod.Delete, $"{Project(projectId)}/{TestPackages.Escape(name)}/-/{TestPackages.Escape(name)}-{version}.tgz/-rev/undefined", Admin)).ToString());

    public async Task TagAsync(long projectId, string name, string tag, string version) => Assert.Equal(
        "204 ", (await Registry.SendAsync(HttpMethod.Put, $"{Project(projectId)}/-/package/{TestPackages.Escape(name)}/dist-tags/{tag}", Admin, TestPackages.Json(version))).ToString());

    /// <summary>
    /// What the registry at that prefix shows of the name: its latest, then each version with whose bytes it is; or how it refuses.
    /// Every document that tells of it must tell the same, and each tarball must be what the documents say.
    /// </summary>
    public async Task<string> DescribeAsync(string prefix, string name, string? token)
    {
        var path = $"{prefix}/{TestPackages.Escape(name)}";
        var full = await Registry.GetAsync(path, token);
        var tags = await Registry.GetAsync($"{prefix}/-/package/{TestPackages.Escape(name)}/dist-tags", token);
        Assert.Equal(full.Status, tags.Status);
        if (full.Status != 200)
        {
            return full.ToString();
        }

        var packument = JsonNode.Parse(full.Text)!;
        var abbreviated = JsonNode.Parse((await Registry.SendAsync(
            HttpMethod.Get, path, token, headers: headers => headers.Add("Accept", "application/vnd.npm.install-v1+json"))).Text)!;
        Assert.Equal(packument["dist-tags"]!.ToJsonString(), abbreviated["dist-tags"]!.ToJsonString());
        Assert.Equal(packument["dist-tags"]!.ToJsonString(), JsonNode.Parse(tags.Text)!.ToJsonString());
        var shown = new List<string> { $"latest={packument["dist-tags"]!["latest"]}" };
        foreach (var (version, manifest) in packument["versions"]!.AsObject())
        {
            var dist = manifest!["dist"]!;
            Assert.Equal(dist.ToJsonString(), abbreviated["versions"]![version]!["dist"]!.ToJsonString());
            Assert.Equal(dist.ToJsonString(), JsonNode.Parse((await Registry.GetAsync($"{path}/{version}", token)).Text)!["dist"]!.ToJsonString());
            var tarball = await Registry.GetAsync(new Uri($"{dist["tarball"]}").PathAndQuery, token);
            Assert.Equal(200, tarball.Status);
            Assert.Equal($"{dist["integrity"]}", TestPackages.Integrity(tarball.Bytes));
            shown.Add($"{version}={_publishers[$"{dist["integrity"]}"]}");
        }

        return string.Join(' ', shown);
    }

    /// <summary>How the tarball of a version is answered there: whose it is, or the status.</summary>
    public async Task<string> TarballAsync(string prefix, string name, string version, string? token)
    {
        var answer = await Registry.GetAsync($"{prefix}/{TestPackages.Escape(name)}/-/{TestPackages.Escape(name)}-{version}.tgz", token);
        return answer.Status == 200 ? _publishers[TestPackages.Integrity(answer.Bytes)] : $"{answer.Status}";
    }

    /// <summary>The names and versions that a search there finds.</summary>
    public async Task<string> SearchAsync(string prefix, string text, string? token)
    {
        var answer = JsonNode.Parse((await Registry.GetAsync($"{prefix}/-/v1/search?text={Uri.EscapeDataString(text)}", token)).Text)!;
        return string.Join(' ', answer["objects"]!.AsArray().Select(found => $"{found!["package"]!["name"]}@{found["package"]!["version"]}"));
    }

    public static string Project(long id) => $"/api/v4/projects/{id}/packages/npm";

    public static string Group(string path) => $"/api/v4/groups/{Uri.EscapeDataString(path)}/-/packages/npm";

    public const string Instance = "/api/v4/packages/npm";

    public ValueTask DisposeAsync() => Registry.DisposeAsync();
}
