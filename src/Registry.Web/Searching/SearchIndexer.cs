using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Searching;

/// <summary>
/// Follows the packages and writes down what each name is found by: texts of its newest version, and what that needs. It goes
/// through changes in their order, so that it can go on wherever it was cut off; to do some again does no harm.
/// </summary>
internal sealed partial class SearchIndexer(
    IDbContextFactory<RegistryDbContext> databases, IStampReader stamps, SearchTextReader texts, TimeProvider time, ILogger<SearchIndexer> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // A change is dated before it is committed: so far back there may be some that were not there at the last look.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HashSet<(long PackageId, DateTimeOffset At)> _done = [];
    private DateTimeOffset? _through;

    /// <summary>Brings the index up to now, and tells how many names changed in it.</summary>
    public async Task<int> IndexAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await FollowAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        var seen = -1L;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                seen = await TryIndexAsync(seen, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on.
        }
    }

    private async Task<long> TryIndexAsync(long seen, CancellationToken cancellationToken)
    {
        try
        {
            var content = (await stamps.ReadAsync(cancellationToken)).Content;
            if (content != seen)
            {
                await IndexAsync(cancellationToken);
            }

            return content;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(logger, failure);
            return seen;
        }
    }

    private async Task<int> FollowAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        _through ??= await database.PackageSearchEntries.MaxAsync(entry => (DateTimeOffset?)entry.IndexedAt, cancellationToken) ?? DateTimeOffset.UnixEpoch;
        var (at, id) = (_through.Value - Overlap, 0L);
        _done.RemoveWhere(one => one.At < at);
        var count = 0;
        while (true)
        {
            var (from, after) = (at, id);
            var changes = await database.Packages.AsNoTracking()
                .Where(package => package.UpdatedAt > from || (package.UpdatedAt == from && package.Id > after))
                .OrderBy(package => package.UpdatedAt).ThenBy(package => package.Id)
                .Select(package => new Change(package.Id, package.PackageNameId, package.UpdatedAt)).Take(Batch).ToListAsync(cancellationToken);
            count += await WriteAsync([.. changes.Where(change => !_done.Contains((change.PackageId, change.At)))], cancellationToken);
            if (changes.Count > 0)
            {
                (at, id) = (changes[^1].At, changes[^1].PackageId);
                _done.UnionWith(changes.Where(change => change.At > at - Overlap).Select(change => (change.PackageId, change.At)));
                _done.RemoveWhere(one => one.At < at - Overlap);
                _through = at > _through ? at : _through;
            }

            if (changes.Count < Batch)
            {
                return count;
            }
        }
    }

    private async Task<int> WriteAsync(List<Change> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return 0;
        }

        var names = changes.GroupBy(change => change.NameId).ToDictionary(ofName => ofName.Key, ofName => ofName.Max(change => change.At));
        var fresh = await texts.ReadAsync([.. names.Keys], cancellationToken);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        var kept = await database.PackageSearchEntries.Where(entry => names.Keys.Contains(entry.PackageNameId)).ToDictionaryAsync(entry => entry.PackageNameId, cancellationToken);
        await database.PackageDependencies.Where(need => names.Keys.Contains(need.PackageNameId)).ExecuteDeleteAsync(cancellationToken);

        // A project may have gone while its texts were read.
        var held = await database.PackageNames.Where(name => names.Keys.Contains(name.Id)).Select(name => name.Id).ToHashSetAsync(cancellationToken);
        foreach (var (name, changedAt) in names)
        {
            if (fresh.GetValueOrDefault(name) is not { } found || !held.Contains(name))
            {
                database.RemoveRange(kept.Where(one => one.Key == name).Select(one => one.Value));
                continue;
            }

            found.Entry.IndexedAt = changedAt;
            if (kept.GetValueOrDefault(name) is { } entry)
            {
                database.Entry(entry).CurrentValues.SetValues(found.Entry);
            }
            else
            {
                database.Add(found.Entry);
            }

            database.AddRange(found.Needs);
        }

        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return names.Count;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The search index could not be brought up to date; it is tried again in seconds")]
    private static partial void LogFailed(ILogger logger, Exception failure);

    private sealed record Change(long PackageId, long NameId, DateTimeOffset At);
}
