using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Web.Hosting;

namespace Registry.Web.Accounts;

/// <summary>Remembers when and where sessions were seen last, written at most once in ten minutes for one.</summary>
internal sealed class SessionUsage(IDbContextFactory<RegistryDbContext> databases, TimeProvider time, ILogger<SessionUsage> logger)
    : BufferedRows<long, SeenSession>(time, logger)
{
    private const int MostRemembered = 100_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly TimeProvider _time = time;
    private readonly ConcurrentDictionary<long, SeenSession> _noted = new();

    public void Note(long sessionId, string? address)
    {
        var now = _time.GetUtcNow();
        if (_noted.TryGetValue(sessionId, out var last) && last.Address == address && now - last.At < Pause)
        {
            return;
        }

        if (_noted.Count >= MostRemembered)
        {
            _noted.Clear();
        }

        var seen = new SeenSession(now, address);
        _noted[sessionId] = seen;
        Note(sessionId, seen);
    }

    protected override async Task WriteAsync(IReadOnlyDictionary<long, SeenSession> notes, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        foreach (var (id, seen) in notes)
        {
            // Past the change tracker: being seen moves no stamp, or every cached permission would go stale.
            await database.UserSessions.Where(session => session.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(session => session.LastSeenAt, seen.At).SetProperty(session => session.Address, seen.Address), cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
    }
}

internal sealed record SeenSession(DateTimeOffset At, string? Address);
