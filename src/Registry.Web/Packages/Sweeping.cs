using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Registry.Data;
using Registry.Data.Blobs;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>
/// Empties the trash of what has lain in it long enough, and deletes bytes that no file has named for a day. Nothing is lost
/// whenever it is cut off or runs twice at once: rows go first, and bytes only once nothing can name them.
/// </summary>
internal sealed partial class Sweeping(
    IDbContextFactory<RegistryDbContext> databases, BlobSweeper blobs, IOptions<PackagesOptions> options, TimeProvider time, ILogger<Sweeping> logger) : BackgroundService
{
    private const int Batch = 200; // others write between two batches
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>How the last run of this process ended; null before the first.</summary>
    public SweepRun? LastRun { get; private set; }

    /// <summary>Sweeps once and tells what went.</summary>
    public async Task<SweepReport> SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var report = await SweepOnceAsync(cancellationToken);
            LastRun = new SweepRun(time.GetUtcNow(), report);
            return report;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LastRun = new SweepRun(time.GetUtcNow(), null);
            throw;
        }
    }

    private async Task<SweepReport> SweepOnceAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var cutoff = now.AddDays(-options.Value.TrashDays);
        var packages = await PurgePackagesAsync(cutoff, now, cancellationToken);
        var files = await PurgeFilesAsync(cutoff, cancellationToken);
        await ForgetDownloadsAsync(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-DownloadDays.Kept), cancellationToken);
        var (count, bytes) = await blobs.SweepAsync(now, cancellationToken);
        return new SweepReport(packages, files, count, bytes);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TrySweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on.
        }
    }

    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var report = await SweepAsync(cancellationToken);
            if (report != SweepReport.Nothing)
            {
                LogSwept(logger, report.Packages, report.Blobs, report.Bytes);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(logger, failure);
        }
    }

    private Task<int> PurgePackagesAsync(DateTimeOffset cutoff, DateTimeOffset now, CancellationToken cancellationToken) => InBatchesAsync(
        async database =>
        {
            var ids = await database.Packages
                .Where(package => package.Status == PackageStatus.PendingDestruction && package.PurgedAt == null && package.DeletedAt <= cutoff)
                .OrderBy(package => package.DeletedAt).Select(package => package.Id).Take(Batch).ToListAsync(cancellationToken);

            // The files take their metadata with them. The package's row stays: nobody else may slip in the version.
            await database.PackageFiles.Where(file => ids.Contains(file.PackageId)).ExecuteDeleteAsync(cancellationToken);
            await database.NpmReadmes.Where(readme => ids.Contains(readme.PackageId)).ExecuteDeleteAsync(cancellationToken);
            await database.PackagePipelines.Where(link => ids.Contains(link.PackageId)).ExecuteDeleteAsync(cancellationToken);
            await database.Packages.Where(package => ids.Contains(package.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(package => package.PurgedAt, now), cancellationToken);
            return ids.Count;
        },
        cancellationToken);

    private Task<int> PurgeFilesAsync(DateTimeOffset cutoff, CancellationToken cancellationToken) => InBatchesAsync(
        async database =>
        {
            var ids = await database.PackageFiles
                .Where(file => file.Status == PackageFileStatus.PendingDestruction && file.DeletedAt <= cutoff)
                .OrderBy(file => file.DeletedAt).Select(file => file.Id).Take(Batch).ToListAsync(cancellationToken);
            return await database.PackageFiles.Where(file => ids.Contains(file.Id)).ExecuteDeleteAsync(cancellationToken);
        },
        cancellationToken);

    // Once an hour there is at most a day to forget.
    private async Task ForgetDownloadsAsync(DateOnly before, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await database.PackageDownloadDays.Where(day => day.Day < before).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private async Task<int> InBatchesAsync(Func<RegistryDbContext, Task<int>> purge, CancellationToken cancellationToken)
    {
        var all = 0;
        int count;
        do
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            await using var write = await database.BeginWriteAsync(cancellationToken);
            count = await purge(database);
            await write.CommitAsync(cancellationToken);
            all += count;
        }
        while (count == Batch);

        return all;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Swept {Packages} packages out of the trash, and {Blobs} stored files of {Bytes} bytes that nothing named")]
    private static partial void LogSwept(ILogger logger, int packages, int blobs, long bytes);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sweeping was cut off; it is tried again in an hour")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}

/// <summary>What was swept away.</summary>
internal sealed record SweepReport(int Packages, int Files, int Blobs, long Bytes)
{
    public static SweepReport Nothing { get; } = new(0, 0, 0, 0);
}

/// <summary>A run of the sweeping.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Report">What went; null where it was cut off.</param>
internal sealed record SweepRun(DateTimeOffset At, SweepReport? Report);
