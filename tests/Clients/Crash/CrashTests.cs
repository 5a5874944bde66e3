using System.Net;
using System.Net.Http.Headers;
using Registry.Tests.Hosting;
using Xunit;
using YamlDotNet.Serialization;

namespace Registry.Clients.Crash;

/// <summary>The serving program is killed in the midst of uploads, again and again, and must never lose what it acknowledged.</summary>
public sealed class CrashTests : IAsyncLifetime, IDisposable
{
    private const int Crashes = 20;
    private const int Clients = 4;
    private const string Channel = "stable";

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly UploadLedger _ledger = new();
    private RegistryProcess _registry = null!;
    private string _projectId = "";

    public async Task InitializeAsync()
    {
        _registry = await RegistryProcess.StartAsync();
        (await _registry.RunAsync("user", "create", "devi", "--email", "devi@example.com", "--password", "Correct-horse-7")).Succeeded();
        _projectId = (await _registry.RunAsync("project", "create", "acme/charts")).Succeeded().Output.Trim();
        (await _registry.RunAsync("member", "add", "acme/charts", "devi", "developer")).Succeeded();
        var token = (await _registry.RunAsync("token", "create", "--user", "devi", "--name", "crash", "--scopes", "api")).Succeeded().Output.Trim();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task What_was_acknowledged_outlives_any_crash_and_nothing_is_seen_half_done()
    {
        for (var crash = 0; crash < Crashes; crash++)
        {
            await UploadUntilKilledAsync(crash, acknowledgements: 1 + crash * 7 % Crashes);
            await _registry.StartAgainAsync();

            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_registry.DataDirectory, "blobs", "staging")));
            var verify = _registry.RunAsync("verify");
            var charts = _ledger.Settle(await ReadIndexAsync());
            await Parallel.ForEachAsync(charts, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (chart, cancel) =>
                Assert.Equal(chart.Bytes, await _http.GetByteArrayAsync(Url($"{Channel}/charts/{chart.Name}-{chart.Version}.tgz"), cancel)));
            (await verify).Succeeded();
        }

        Assert.DoesNotContain("\"level\":\"error\"", _registry.Printed, StringComparison.Ordinal);
    }

    private async Task UploadUntilKilledAsync(int crash, int acknowledgements)
    {
        var missing = acknowledgements;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => UploadAsync(client))));

        async Task UploadAsync(int client)
        {
            foreach (var chart in Charts(crash, client))
            {
                var upload = _ledger.Begin(chart);
                try
                {
                    using var answer = await PostAsync(chart);
                    Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
                }
                catch (HttpRequestException) when (Volatile.Read(ref missing) <= 0)
                {
                    return;
                }

                _ledger.Acknowledge(upload);
                if (Interlocked.Decrement(ref missing) == 0)
                {
                    await _registry.KillAsync(); // at once, while the others are somewhere within theirs
                }
            }
        }
    }

    // Without an end: versions of the client's own, the same again with other bytes and with the same ones, and versions that all
    // clients publish at once.
    private static IEnumerable<SentChart> Charts(int crash, int client)
    {
        for (var turn = 0; ; turn++)
        {
            var version = $"{crash}.{turn}.0";
            var first = SentChart.Pack($"client-{client}", version, Random.Shared.Next(64 * 1024));
            yield return first;
            yield return SentChart.Pack("everybody", version, Random.Shared.Next(4 * 1024));
            yield return SentChart.Pack(first.Name, version, Random.Shared.Next(4 * 1024));
            yield return first;
            yield return first;
        }
    }

    private async Task<HttpResponseMessage> PostAsync(SentChart chart)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(chart.Bytes), "chart", "chart.tgz" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, Url($"api/{Channel}/charts")) { Content = form };

        // The status alone acknowledges: a body that is cut off afterwards takes nothing back.
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private async Task<Dictionary<(string Name, string Version), string>> ReadIndexAsync()
    {
        var index = new DeserializerBuilder().IgnoreUnmatchedProperties().Build().Deserialize<Index>(await _http.GetStringAsync(Url($"{Channel}/index.yaml")));
        return index.Entries.SelectMany(ofName => ofName.Value.Select(entry => ((ofName.Key, entry.Version), entry.Digest))).ToDictionary();
    }

    private Uri Url(string path) => new(_registry.Address, $"api/v4/projects/{_projectId}/packages/helm/{path}");

    private sealed class Index
    {
        [YamlMember(Alias = "entries")]
        public Dictionary<string, List<Entry>> Entries { get; set; } = [];
    }

    private sealed class Entry
    {
        [YamlMember(Alias = "version")]
        public string Version { get; set; } = "";

        [YamlMember(Alias = "digest")]
        public string Digest { get; set; } = "";
    }
}
