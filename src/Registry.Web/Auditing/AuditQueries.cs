using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Auditing;

/// <summary>Reads audit events, the newest first.</summary>
internal sealed class AuditQueries(IDbContextFactory<RegistryDbContext> databases)
{
    private const int Batch = 1_000;

    public async Task<Paged<AuditEventResponse>> ListAsync(AuditScope scope, AuditFilter filter, OffsetPage page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var read = await page.ReadAsync(Events(database, scope, filter).OrderByDescending(one => one.Id), cancellationToken);
        var paths = await PathsAsync(database, read.Rows, cancellationToken);
        return read.Select(one => AuditEventResponse.Of(one, paths));
    }

    public async Task<KeysetRows<AuditEventResponse>> ListAsync(AuditScope scope, AuditFilter filter, KeysetPage page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var read = await page.ReadAsync(Events(database, scope, filter), one => one.Id, descending: true, cancellationToken);
        var paths = await PathsAsync(database, read.Rows, cancellationToken);
        return new KeysetRows<AuditEventResponse>([.. read.Rows.Select(one => AuditEventResponse.Of(one, paths))], read.Next, read.Previous);
    }

    /// <summary>The newest of a project, without what only an audit needs.</summary>
    public async Task<IReadOnlyList<RecentEvent>> NewestAsync(long projectId, int take, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.AuditEvents.AsNoTracking().Where(one => one.ProjectId == projectId).OrderByDescending(one => one.Id).Take(take)
            .Select(one => new RecentEvent(one.Action, one.Target, one.Actor.Name, one.At)).ToListAsync(cancellationToken);
    }

    /// <summary>All of them, batch by batch, so that no transaction stays open while a client takes its time.</summary>
    public async IAsyncEnumerable<AuditEventResponse> ReadAllAsync(AuditScope scope, AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var below = long.MaxValue;
        while (true)
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            var bound = below;
            var read = await Events(database, scope, filter).Where(one => one.Id < bound).OrderByDescending(one => one.Id).Take(Batch).ToListAsync(cancellationToken);
            var paths = await PathsAsync(database, read, cancellationToken);
            foreach (var one in read)
            {
                yield return AuditEventResponse.Of(one, paths);
            }

            if (read.Count < Batch)
            {
                yield break;
            }

            below = read[^1].Id;
        }
    }

    private static IQueryable<AuditEvent> Events(RegistryDbContext database, AuditScope scope, AuditFilter filter) =>
        filter.Apply(scope.Apply(database, database.AuditEvents.AsNoTracking()));

    private static async Task<EntityPaths> PathsAsync(RegistryDbContext database, IReadOnlyCollection<AuditEvent> events, CancellationToken cancellationToken)
    {
        var projects = events.Select(one => one.ProjectId).OfType<long>().Distinct().ToList();
        var groups = events.Select(one => one.GroupId).OfType<long>().Distinct().ToList();
        var tokens = events.Select(one => one.PersonalAccessTokenId).OfType<long>().Distinct().ToList();
        return new EntityPaths(
            await database.Projects.Where(project => EF.Parameter(projects).Contains(project.Id)).ToDictionaryAsync(project => project.Id, project => project.FullPath, cancellationToken),
            await database.Groups.Where(group => EF.Parameter(groups).Contains(group.Id)).ToDictionaryAsync(group => group.Id, group => group.FullPath, cancellationToken),
            await database.PersonalAccessTokens.Where(token => EF.Parameter(tokens).Contains(token.Id)).ToDictionaryAsync(token => token.Id, token => token.Name, cancellationToken));
    }
}

/// <summary>Where the projects and groups of some events lie now, and what their tokens are called; those that were deleted lie nowhere.</summary>
internal sealed record EntityPaths(
    IReadOnlyDictionary<long, string> Projects, IReadOnlyDictionary<long, string> Groups, IReadOnlyDictionary<long, string> PersonalTokens);

/// <summary>Something that was done, as a project's page tells it.</summary>
internal sealed record RecentEvent(string Action, string Target, string By, DateTimeOffset At);
