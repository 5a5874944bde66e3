using System.Net;
using Xunit;
using YamlDotNet.Serialization;

namespace Registry.Clients.Crash;

/// <summary>Charts to a channel of the project, which serves a version's last upload.</summary>
internal sealed class ChartUploads(HttpClient http, Func<Uri> project) : IUploads
{
    private const string Channel = "stable";

    private readonly UploadLedger _ledger = new();

    // Versions of the client's own, the same again with other bytes and with the same ones, and versions that all clients publish
    // at once.
    public IEnumerable<Func<Task<bool>>> Of(int crash, int client)
    {
        for (var turn = 0; ; turn++)
        {
            var version = $"{crash}.{turn}.0";
            var first = SentChart.Pack($"client-{client}", version, Random.Shared.Next(64 * 1024));
            yield return () => SendAsync(first);
            yield return () => SendAsync(SentChart.Pack("everybody", version, Random.Shared.Next(4 * 1024)));
            yield return () => SendAsync(SentChart.Pack(first.Name, version, Random.Shared.Next(4 * 1024)));
            yield return () => SendAsync(first);
            yield return () => SendAsync(first);
        }
    }

    public async Task CheckAsync()
    {
        foreach (var chart in _ledger.Settle(await ReadIndexAsync()))
        {
            Assert.Equal(chart.Bytes, await http.GetByteArrayAsync(Url($"{Channel}/charts/{chart.Name}-{chart.Version}.tgz")));
        }
    }

    private async Task<bool> SendAsync(SentChart chart)
    {
        var upload = _ledger.Begin(chart);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(chart.Bytes), "chart", "chart.tgz" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, Url($"api/{Channel}/charts")) { Content = form };

        // The status alone acknowledges: a body that is cut off afterwards takes nothing back.
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        _ledger.Acknowledge(upload);
        return true;
    }

    private async Task<Dictionary<(string Name, string Version), string>> ReadIndexAsync()
    {
        using var answer = await http.GetAsync(Url($"{Channel}/index.yaml"));
        var index = new DeserializerBuilder().IgnoreUnmatchedProperties().Build().Deserialize<Index>(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return index.Entries.SelectMany(ofName => ofName.Value.Select(entry => ((ofName.Key, entry.Version), entry.Digest))).ToDictionary();
    }

    private Uri Url(string path) => new(project(), $"packages/helm/{path}");

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
