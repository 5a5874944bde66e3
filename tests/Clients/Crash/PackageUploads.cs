using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Registry.Clients.Npm;
using Xunit;

namespace Registry.Clients.Crash;

/// <summary>npm packages to the project, where a version can be published once.</summary>
internal sealed class PackageUploads(HttpClient http, Func<Uri> project) : IUploads
{
    private const string Latest = "latest";
    private const string Next = "next";

    private readonly PublishLedger _ledger = new();

    // Versions of the client's own, the same again with other bytes, under another tag, and versions that all clients publish at
    // once.
    public IEnumerable<Func<Task<bool>>> Of(int crash, int client)
    {
        var own = $"@acme/client-{client}";
        for (var turn = 0; ; turn++)
        {
            var version = $"{crash}.{turn}.0";
            yield return () => SendAsync(Pack(own, version, 64 * 1024), Latest);
            yield return () => SendAsync(Pack("everybody", version, 4 * 1024), Latest);
            yield return () => SendAsync(Pack(own, version, 4 * 1024), Latest);
            yield return () => SendAsync(Pack(own, $"{version}-next", 4 * 1024), Next);
        }
    }

    public async Task CheckAsync()
    {
        var served = new List<ServedVersion>();
        var tags = new Dictionary<(string Name, string Tag), string>();
        foreach (var name in _ledger.Names)
        {
            await ReadPackumentAsync(name, served, tags);
        }

        var absent = _ledger.Settle(served.ToDictionary(one => (one.Name, one.Version), one => one.Integrity), tags);
        foreach (var one in served)
        {
            var tarball = await http.GetByteArrayAsync(new Uri(project(), one.Tarball.PathAndQuery));
            Assert.Equal(one.Integrity, $"sha512-{Convert.ToBase64String(SHA512.HashData(tarball))}");
            Assert.Equal(_ledger.Sent(one.Name, one.Version).Tarball, tarball);
        }

        foreach (var (package, tag) in absent)
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{Escape(package.Name)}/{package.Version}"));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{package.Name}/-/{package.Name}-{package.Version}.tgz"));
            Assert.True(await SendAsync(package, tag), $"{package.Name}@{package.Version} is not there, and cannot be published either.");
        }
    }

    private static TestPackage Pack(string name, string version, int most) =>
        TestPackage.Pack(name, version, module: Convert.ToBase64String(RandomNumberGenerator.GetBytes(Random.Shared.Next(most))));

    private async Task<bool> SendAsync(TestPackage package, string tag)
    {
        var publish = _ledger.Begin(package, tag);
        using var request = new HttpRequestMessage(HttpMethod.Put, Url(Escape(package.Name)))
        {
            Content = new StringContent(package.Document(tag), Encoding.UTF8, "application/json"),
        };

        // The status alone acknowledges, or says that the version is there.
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (answer.StatusCode == HttpStatusCode.Forbidden)
        {
            _ledger.Refuse(publish);
            return false;
        }

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        _ledger.Acknowledge(publish);
        return true;
    }

    private async Task ReadPackumentAsync(string name, List<ServedVersion> served, Dictionary<(string Name, string Tag), string> tags)
    {
        using var answer = await http.GetAsync(Url(Escape(name)));
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return; // whether one was acknowledged, the ledger knows
        }

        using var packument = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        foreach (var version in packument.RootElement.GetProperty("versions").EnumerateObject())
        {
            var dist = version.Value.GetProperty("dist");
            served.Add(new ServedVersion(name, version.Name, dist.GetProperty("integrity").GetString()!, new Uri(dist.GetProperty("tarball").GetString()!)));
        }

        foreach (var tag in packument.RootElement.GetProperty("dist-tags").EnumerateObject())
        {
            tags.Add((name, tag.Name), tag.Value.GetString()!);
        }
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await http.GetAsync(Url(path));
        return answer.StatusCode;
    }

    private Uri Url(string path) => new(project(), $"packages/npm/{path}");

    private static string Escape(string name) => name.Replace("/", "%2f", StringComparison.Ordinal);

    private sealed record ServedVersion(string Name, string Version, string Integrity, Uri Tarball);
}
