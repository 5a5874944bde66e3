using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Tokens;

namespace Registry.Web.Accounts;

/// <summary>The browsers in which people are signed in. A cookie counts only while its session has a row, so that ending one works at once.</summary>
internal sealed class Sessions(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>The event of not getting in. Its actor is the account, which somebody else may have named.</summary>
    public const string Refused = "session.refuse";

    private const int LongestAgent = 255;
    private static readonly TimeSpan Patience = TimeSpan.FromDays(14);

    /// <summary>Begins a session and answers its key, of which only a digest is kept.</summary>
    /// <param name="by">Whose it is, and from where.</param>
    /// <param name="agent">What the browser calls itself.</param>
    /// <param name="means">By what they signed in, in words, if that is known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string> BeginAsync(AuditSource by, string? agent, string? means, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var unused = now - Patience;
        var key = RandomNumberGenerator.GetHexString(64, lowercase: true);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await database.UserSessions.Where(session => session.LastSeenAt <= unused).ExecuteDeleteAsync(cancellationToken);
        database.UserSessions.Add(new UserSession
        {
            UserId = by.Actor.Id,
            Digest = TokenSecret.Digest(key),
            CreatedAt = now,
            LastSeenAt = now,
            Address = by.Address,
            Agent = agent is { Length: > LongestAgent } ? agent[..LongestAgent] : agent,
        });
        database.AuditEvents.Add(by.Event(now, "session.begin", means is null ? "a session" : $"a session, by {means}"));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return key;
    }

    /// <summary>The user's sessions, the one seen last first.</summary>
    public async Task<IReadOnlyList<UserSession>> ListAsync(long userId, int take, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.UserSessions.AsNoTracking().Where(session => session.UserId == userId)
            .OrderByDescending(session => session.LastSeenAt).ThenByDescending(session => session.Id).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>Ends a session whose browser signs in anew.</summary>
    public Task LeaveAsync(long sessionId, CancellationToken cancellationToken) =>
        EndAsync(sessions => sessions.Where(session => session.Id == sessionId), by: null, how: null, cancellationToken);

    /// <summary>Ends a session whose browser signs out.</summary>
    public Task SignOutAsync(long sessionId, AuditSource by, CancellationToken cancellationToken) =>
        EndAsync(sessions => sessions.Where(session => session.Id == sessionId), by, ", by signing out", cancellationToken);

    /// <summary>Tells in the audit that somebody did not get into an account.</summary>
    /// <param name="account">Whose account it is, and from where somebody tried.</param>
    /// <param name="what">What was wrong, in words.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RefuseAsync(AuditSource account, string what, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        database.AuditEvents.Add(account.Event(time.GetUtcNow(), Refused, what));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>Ends one of the user's sessions; false if there is none such.</summary>
    public async Task<bool> EndAsync(long userId, long sessionId, AuditSource by, CancellationToken cancellationToken) =>
        await EndAsync(sessions => sessions.Where(session => session.UserId == userId && session.Id == sessionId), by, how: null, cancellationToken) > 0;

    /// <summary>Ends all of the user's sessions but one, and answers how many that were.</summary>
    public Task<int> EndOthersAsync(long userId, long? keptId, AuditSource by, CancellationToken cancellationToken) =>
        EndAsync(sessions => sessions.Where(session => session.UserId == userId && session.Id != keptId), by, how: null, cancellationToken);

    private async Task<int> EndAsync(Func<IQueryable<UserSession>, IQueryable<UserSession>> which, AuditSource? by, string? how, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        var ended = await which(database.UserSessions).ExecuteDeleteAsync(cancellationToken);
        if (ended > 0)
        {
            write.MoveAccess();
            if (by is not null)
            {
                database.AuditEvents.Add(by.Event(time.GetUtcNow(), "session.end", (ended == 1 ? "a session" : $"{ended} sessions") + how));
                await database.SaveChangesAsync(cancellationToken);
            }

            await write.CommitAsync(cancellationToken);
        }

        return ended;
    }
}
