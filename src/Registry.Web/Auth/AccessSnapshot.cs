using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Projects;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>
/// What is known about accounts, tokens, projects and roles under one access stamp, read from the rows when first asked for.
/// Another stamp means another snapshot, so that nothing here is ever out of date by more than the time it names itself.
/// </summary>
internal sealed class AccessSnapshot(long stamp, IDbContextFactory<RegistryDbContext> databases)
{
    private const int MostEntries = 100_000;

    private readonly ConcurrentDictionary<DigestKey, KnownToken> _tokens = new();
    private readonly ConcurrentDictionary<DigestKey, KnownSession> _sessions = new();
    private readonly ConcurrentDictionary<long, KnownUser> _users = new();
    private readonly ConcurrentDictionary<ProjectRef, ProjectFinding> _projects = new();
    private readonly ConcurrentDictionary<(long User, long Project), KnownRole> _roles = new();
    private int _entries; // counting the dictionaries would lock all of them, for each request

    public long Stamp => stamp;

    /// <summary>True once it holds so much that it had better be begun anew.</summary>
    public bool IsFull => _entries > MostEntries;

    /// <summary>The token whose secret this is, if there is one, dead or alive.</summary>
    public async ValueTask<KnownToken?> FindTokenAsync(PresentedSecret presented, CancellationToken cancellationToken)
    {
        var digest = presented.Digest;
        var key = DigestKey.Of(digest); // never the secret itself: memory is written to dumps
        if (_tokens.TryGetValue(key, out var known))
        {
            return known;
        }

        if (!presented.IsWellFormed)
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = await TokenLookup.FindAsync(database, digest, cancellationToken);
        if (found is not null)
        {
            Keep(_tokens, key, found);
        }

        return found;
    }

    /// <summary>The session whose key this is, unless it has ended.</summary>
    public async ValueTask<KnownSession?> FindSessionAsync(string secret, CancellationToken cancellationToken)
    {
        var digest = TokenSecret.Digest(secret);
        var key = DigestKey.Of(digest);
        if (_sessions.TryGetValue(key, out var known))
        {
            return known;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = await database.UserSessions.AsNoTracking()
            .Where(session => session.Digest == digest)
            .Select(session => new KnownSession(session.Id, session.UserId))
            .SingleOrDefaultAsync(cancellationToken);
        if (found is not null)
        {
            Keep(_sessions, key, found);
        }

        return found;
    }

    public async ValueTask<KnownUser?> FindUserAsync(long userId, CancellationToken cancellationToken)
    {
        if (_users.TryGetValue(userId, out var known))
        {
            return known;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = await database.Users.AsNoTracking()
            .Where(user => user.Id == userId)
            .Select(user => new KnownUser(user.Id, user.UserName!, user.Name, user.IsAdmin, user.BlockedAt != null, user.SecurityStamp))
            .SingleOrDefaultAsync(cancellationToken);
        if (found is not null)
        {
            Keep(_users, userId, found);
        }

        return found;
    }

    /// <summary>The project of that number or path, present or former.</summary>
    public async ValueTask<ProjectFinding?> FindProjectAsync(ProjectRef reference, CancellationToken cancellationToken)
    {
        if (_projects.TryGetValue(reference, out var known))
        {
            return known;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = await ProjectLookup.FindAsync(database, reference, cancellationToken);
        if (found is not null)
        {
            Keep(_projects, reference, found);
        }

        return found;
    }

    /// <summary>The user's highest role in the project, inherited ones included.</summary>
    public async ValueTask<AccessLevel> FindRoleAsync(long userId, bool isAdmin, KnownProject project, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (isAdmin || project.OwnerId == userId)
        {
            return AccessLevel.Owner;
        }

        if (_roles.TryGetValue((userId, project.Id), out var known) && !(known.ChangesAt <= now))
        {
            return known.Level;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var groups = project.GroupIds;
        var memberships = await database.Memberships.AsNoTracking()
            .Where(m => m.UserId == userId && (m.ExpiresAt == null || m.ExpiresAt > now))
            .Where(m => m.ProjectId == project.Id || (m.GroupId != null && groups.Contains(m.GroupId.Value)))
            .Select(m => new { m.AccessLevel, m.ExpiresAt })
            .ToListAsync(cancellationToken);
        var level = memberships.Select(m => m.AccessLevel).DefaultIfEmpty(AccessLevel.None).Max();
        Keep(_roles, (userId, project.Id), new KnownRole(level, memberships.Min(m => m.ExpiresAt)));
        return level;
    }

    private void Keep<TKey, TValue>(ConcurrentDictionary<TKey, TValue> known, TKey key, TValue value)
        where TKey : notnull
    {
        known[key] = value;
        Interlocked.Increment(ref _entries);
    }

    private readonly record struct DigestKey(UInt128 First, UInt128 Second)
    {
        public static DigestKey Of(byte[] digest) => new(MemoryMarshal.Read<UInt128>(digest), MemoryMarshal.Read<UInt128>(digest.AsSpan(16)));
    }

    /// <param name="ChangesAt">The first moment at which one of the memberships it rests on ends.</param>
    private sealed record KnownRole(AccessLevel Level, DateTimeOffset? ChangesAt);
}

/// <summary>A user, as far as sessions need to know.</summary>
internal sealed record KnownUser(long Id, string UserName, string Name, bool IsAdmin, bool IsBlocked, string? SecurityStamp);

/// <summary>A session that has not ended.</summary>
internal sealed record KnownSession(long Id, long UserId);

/// <summary>A project, and whether the reference is one that it had before a rename.</summary>
internal sealed record ProjectFinding(KnownProject Project, bool HasMoved);
