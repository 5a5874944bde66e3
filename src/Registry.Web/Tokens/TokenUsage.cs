using System.Collections.Concurrent;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Web.Hosting;

namespace Registry.Web.Tokens;

/// <summary>Remembers when and from where tokens were used, written at most once in ten minutes for a token and address.</summary>
internal sealed class TokenUsage(IDbContextFactory<RegistryDbContext> databases, TimeProvider time, ILogger<TokenUsage> logger)
    : BufferedRows<(TokenKind Kind, long Id, string Address), DateTimeOffset>(time, logger)
{
    private const int MostAddresses = 7;
    private const int MostRemembered = 100_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly TimeProvider _time = time;
    private readonly ConcurrentDictionary<(TokenKind Kind, long Id, string Address), DateTimeOffset> _noted = new();

    /// <summary>Notes a use. Job tokens have nowhere to keep it.</summary>
    public void Note(TokenKind kind, long id, IPAddress? address)
    {
        if (kind is not (TokenKind.Personal or TokenKind.Deploy))
        {
            return;
        }

        var now = _time.GetUtcNow();
        var key = (kind, id, address is null ? "" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString());
        if (_noted.TryGetValue(key, out var last) && now - last < Pause)
        {
            return;
        }

        if (_noted.Count >= MostRemembered)
        {
            _noted.Clear();
        }

        _noted[key] = now;
        Note(key, now);
    }

    protected override async Task WriteAsync(
        IReadOnlyDictionary<(TokenKind Kind, long Id, string Address), DateTimeOffset> notes, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        foreach (var token in notes.GroupBy(note => (note.Key.Kind, note.Key.Id)))
        {
            var used = token.Max(note => note.Value);
            var addresses = token.OrderByDescending(note => note.Value).Select(note => note.Key.Address).Where(address => address.Length > 0).ToList();
            var id = token.Key.Id;

            // Past the change tracker: being used moves no stamp, or every cached permission would go stale.
            if (token.Key.Kind == TokenKind.Personal)
            {
                var row = database.PersonalAccessTokens.Where(t => t.Id == id);
                var known = Merged(addresses, await row.Select(t => t.LastUsedAddresses).FirstOrDefaultAsync(cancellationToken));
                await row.ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, used).SetProperty(t => t.LastUsedAddresses, known), cancellationToken);
            }
            else
            {
                var row = database.DeployTokens.Where(t => t.Id == id);
                var known = Merged(addresses, await row.Select(t => t.LastUsedAddresses).FirstOrDefaultAsync(cancellationToken));
                await row.ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, used).SetProperty(t => t.LastUsedAddresses, known), cancellationToken);
            }
        }

        await write.CommitAsync(cancellationToken);
    }

    private static string Merged(IEnumerable<string> latest, string? known) =>
        string.Join(' ', latest.Concat((known ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).Take(MostAddresses));
}
