using Registry.Clients.Npm;
using Xunit;

namespace Registry.Clients.Crash;

/// <summary>Writes down which versions were published and what was answered, and so knows what a registry must and may serve after a crash.</summary>
internal sealed class PublishLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Name, string Version), SentVersion> _versions = [];
    private long _clock;

    /// <summary>All names under which anything was sent.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _versions.Keys.Select(version => version.Name).Distinct()];
            }
        }
    }

    /// <summary>To be called before the first byte goes out.</summary>
    public Publish Begin(TestPackage package, string tag)
    {
        lock (_lock)
        {
            var publish = new Publish(package, tag, ++_clock);
            if (!_versions.TryGetValue((package.Name, package.Version), out var version))
            {
                _versions[(package.Name, package.Version)] = version = new SentVersion();
            }

            version.Publishes.Add(publish);
            return publish;
        }
    }

    /// <summary>To be called once the registry has taken it. It can have taken no other of that version.</summary>
    public void Acknowledge(Publish publish)
    {
        lock (_lock)
        {
            var version = VersionOf(publish);
            Assert.False(version.Publishes.Exists(other => other.AcknowledgedAt is not null), $"{publish.Package.Name}@{publish.Package.Version} was taken twice.");
            publish.AcknowledgedAt = ++_clock;
            version.IsThere = true;
        }
    }

    /// <summary>To be called once the registry has said that the version is there already: whoever sent it, it must stay.</summary>
    public void Refuse(Publish publish)
    {
        lock (_lock)
        {
            var version = VersionOf(publish);
            version.Publishes.Remove(publish);
            version.IsThere = true;
        }
    }

    /// <summary>What was sent as a version that is served, once that is settled.</summary>
    public TestPackage Sent(string name, string version)
    {
        lock (_lock)
        {
            return Assert.Single(_versions[(name, version)].Publishes).Package;
        }
    }

    /// <summary>
    /// Compares with what a restarted registry's documents show, while nobody publishes, and answers what came to nothing, each
    /// version once. What was under way is settled by it: from now on it is there, or it is not.
    /// </summary>
    public IReadOnlyList<(TestPackage Package, string Tag)> Settle(
        IReadOnlyDictionary<(string Name, string Version), string> served, IReadOnlyDictionary<(string Name, string Tag), string> tags)
    {
        lock (_lock)
        {
            Assert.Empty(_versions.Where(pair => pair.Value.IsThere && !served.ContainsKey(pair.Key)).Select(pair => pair.Key));
            var absent = _versions.Where(pair => !served.ContainsKey(pair.Key)).ToList();
            foreach (var (version, integrity) in served)
            {
                Settle(version, integrity);
            }

            absent.ForEach(pair => _versions.Remove(pair.Key));
            Assert.Equal(_versions.Select(pair => (pair.Key.Name, pair.Value.Publishes[0].Tag)).Distinct().Order(), tags.Keys.Order());
            Assert.All(tags, pair => CheckTag(pair.Key.Name, pair.Key.Tag, pair.Value));
            return [.. absent.Select(pair => (pair.Value.Publishes[0].Package, pair.Value.Publishes[0].Tag))];
        }
    }

    private void Settle((string Name, string Version) version, string integrity)
    {
        Assert.True(_versions.TryGetValue(version, out var sent), $"{version} is served and was never sent.");
        var match = sent.Publishes.Find(publish => publish.Package.Integrity == integrity);
        Assert.True(match is not null, $"{version} is served with bytes that were refused, or were never sent.");
        Assert.True(sent.Publishes.TrueForAll(publish => publish == match || publish.AcknowledgedAt is null), $"{version} is served with other bytes than those acknowledged.");
        match.AcknowledgedAt ??= ++_clock; // seen in a document, it stays
        sent.IsThere = true;
        sent.Publishes.RemoveAll(publish => publish != match);
    }

    // A tag is with the last that was published under it, as far as anybody can tell which was the last.
    private void CheckTag(string name, string tag, string version)
    {
        var tagged = _versions.Where(pair => pair.Key.Name == name).Select(pair => pair.Value.Publishes[0]).Where(publish => publish.Tag == tag).ToList();
        var current = tagged.Find(publish => publish.Package.Version == version);
        Assert.True(current is not null, $"{tag} of {name} is {version}, which was not published under it.");
        Assert.DoesNotContain(tagged, publish => publish.BeganAt > current.AcknowledgedAt);
    }

    private SentVersion VersionOf(Publish publish) => _versions[(publish.Package.Name, publish.Package.Version)];

    internal sealed record Publish(TestPackage Package, string Tag, long BeganAt)
    {
        /// <summary>Null while it is under way.</summary>
        public long? AcknowledgedAt { get; set; }
    }

    private sealed class SentVersion
    {
        /// <summary>Those that may be the one that is served.</summary>
        public List<Publish> Publishes { get; } = [];

        /// <summary>Whether the registry has said so.</summary>
        public bool IsThere { get; set; }
    }
}
