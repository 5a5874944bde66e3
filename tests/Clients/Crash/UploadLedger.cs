using Xunit;

namespace Registry.Clients.Crash;

/// <summary>Writes down what was sent and what was acknowledged, and so knows what a registry must and may serve after a crash.</summary>
internal sealed class UploadLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Name, string Version), List<Upload>> _uploads = [];
    private long _clock;

    /// <summary>To be called before the first byte goes out.</summary>
    public Upload Begin(SentChart chart)
    {
        lock (_lock)
        {
            var upload = new Upload(chart, ++_clock);
            if (!_uploads.TryGetValue((chart.Name, chart.Version), out var ofVersion))
            {
                _uploads[(chart.Name, chart.Version)] = ofVersion = [];
            }

            ofVersion.Add(upload);
            return upload;
        }
    }

    /// <summary>To be called once the registry has answered 201. What was acknowledged before this one began is no longer served.</summary>
    public void Acknowledge(Upload upload)
    {
        lock (_lock)
        {
            upload.AcknowledgedAt = ++_clock;
            _uploads[(upload.Chart.Name, upload.Chart.Version)].RemoveAll(other => other.AcknowledgedAt < upload.BeganAt);
        }
    }

    /// <summary>
    /// Compares with what a restarted registry's index shows, while nobody uploads, and answers the chart behind each digest.
    /// What was under way is settled by it: from now on it is there, or it is not.
    /// </summary>
    public IReadOnlyList<SentChart> Settle(IReadOnlyDictionary<(string Name, string Version), string> index)
    {
        lock (_lock)
        {
            var lost = _uploads.Where(pair => pair.Value.Exists(upload => upload.AcknowledgedAt is not null) && !index.ContainsKey(pair.Key)).Select(pair => pair.Key);
            Assert.Empty(lost);
            var served = index.ToDictionary(pair => pair.Key, pair => new List<Upload> { Match(pair.Key, pair.Value) });
            _uploads.Clear();
            foreach (var (version, uploads) in served)
            {
                _uploads[version] = uploads;
            }

            return [.. served.Values.Select(uploads => uploads[0].Chart)];
        }
    }

    private Upload Match((string Name, string Version) version, string digest)
    {
        Assert.True(_uploads.TryGetValue(version, out var uploads), $"{version} is in the index and was never sent.");
        var match = uploads.Find(upload => upload.Chart.Digest == digest);
        Assert.True(match is not null, $"{version} is served with bytes that were replaced, or were never sent.");
        match.AcknowledgedAt ??= ++_clock; // seen in an index, it stays
        return match;
    }

    internal sealed record Upload(SentChart Chart, long BeganAt)
    {
        /// <summary>Null while it is under way.</summary>
        public long? AcknowledgedAt { get; set; }
    }
}
