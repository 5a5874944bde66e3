using System.Collections.Concurrent;

namespace Registry.Web.Pipelines;

/// <summary>
/// The keys of issuers, kept for an hour, so that one that was withdrawn does not count for long, and asked for again at most
/// once a minute when a token names one that is not among them.
/// </summary>
internal sealed partial class IssuerKeys(IssuerClient client, TimeProvider time, ILogger<IssuerKeys> logger)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan PauseForUnknown = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, OfIssuer> _issuers = new(StringComparer.Ordinal);

    /// <summary>The issuer's key with that id for that algorithm.</summary>
    public async Task<KeyFinding> FindAsync(string issuer, string keyId, string algorithm, CancellationToken cancellationToken)
    {
        var known = _issuers.GetOrAdd(issuer, static _ => new OfIssuer());
        if (Find(known.Read) is { } ready)
        {
            return new KeyFinding.Found(ready);
        }

        await known.Gate.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            var isFresh = known.Read is { } read && now - read.At < PauseForUnknown;
            if (Find(known.Read) is null && !isFresh && !(now - known.FailedAt < PauseAfterFailure))
            {
                known.Read = new KeysRead(await client.ReadKeysAsync(issuer, cancellationToken), now);
                known.FailedAt = null;
            }

            return Find(known.Read) is { } found ? new KeyFinding.Found(found)
                : known.FailedAt is null ? new KeyFinding.Unknown()
                : new KeyFinding.Unreachable();
        }
        catch (IssuerException fault)
        {
            LogUnreachable(logger, issuer, fault);
            known.FailedAt = time.GetUtcNow();
            return new KeyFinding.Unreachable();
        }
        finally
        {
            known.Gate.Release();
        }

        IssuerKey? Find(KeysRead? read) => read is null || time.GetUtcNow() - read.At >= Kept
            ? null
            : read.Keys.FirstOrDefault(key => key.KeyId == keyId && key.Algorithm == algorithm);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of the issuer {Issuer} cannot be read, so that its ID tokens are refused")]
    private static partial void LogUnreachable(ILogger logger, string issuer, Exception fault);

    private sealed class OfIssuer
    {
        private volatile KeysRead? _read;

        public SemaphoreSlim Gate { get; } = new(1);

        public KeysRead? Read
        {
            get => _read;
            set => _read = value;
        }

        public DateTimeOffset? FailedAt { get; set; }
    }

    private sealed record KeysRead(IReadOnlyList<IssuerKey> Keys, DateTimeOffset At);
}

/// <summary>What came of looking for a key.</summary>
internal abstract record KeyFinding
{
    private KeyFinding()
    {
    }

    public sealed record Found(IssuerKey Key) : KeyFinding;

    public sealed record Unknown : KeyFinding;

    /// <summary>The issuer does not answer as it should.</summary>
    public sealed record Unreachable : KeyFinding;
}
