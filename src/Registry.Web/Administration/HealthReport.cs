using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Blobs;
using Registry.Web.Hosting;
using Registry.Web.Packages;

namespace Registry.Web.Administration;

/// <summary>How the server is.</summary>
internal sealed class HealthReport(
    IDbContextFactory<RegistryDbContext> databases, DataDirectory directory, FileBlobStore blobs, IKeyManager keys, Sweeping sweeping, TimeProvider time)
{
    public async Task<ServerHealth> ReadAsync(CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        var (free, total) = Disk();
        var settings = directory.Settings;
        var database = await DatabaseAsync(cancellationToken);
        return new ServerHealth(
            settings.Engine,
            database,
            CanWrite(),
            directory.Path,
            free,
            total,
            Newest(),
            time.GetUtcNow().UtcDateTime - process.StartTime.ToUniversalTime(),
            process.WorkingSet64,
            GC.GetTotalMemory(forceFullCollection: false),
            $"{Environment.Version} on {System.Runtime.InteropServices.RuntimeInformation.OSDescription}",
            sweeping.LastRun);
    }

    private async Task<DatabaseHealth> DatabaseAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        try
        {
            var applied = (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
            var isSqlite = directory.Settings.Engine == DatabaseEngine.Sqlite;
            var size = await database.Database
                .SqlQueryRaw<long>(isSqlite
                    ? "SELECT page_count * page_size AS \"Value\" FROM pragma_page_count(), pragma_page_size()"
                    : "SELECT pg_database_size(current_database()) AS \"Value\"")
                .SingleAsync(cancellationToken);
            var log = isSqlite ? new FileInfo(Path.Combine(directory.Path, "registry.db-wal")) : null;
            return new DatabaseHealth(Answers: true, size, log is { Exists: true } ? log.Length : null, applied.LastOrDefault(), applied.Count);
        }
        catch (Exception fault) when (StorageFault.Of(fault) != StorageFaultKind.None)
        {
            return new DatabaseHealth(Answers: false, 0, null, null, 0);
        }
    }

    private bool CanWrite()
    {
        try
        {
            blobs.Probe();
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private (long? Free, long? Total) Disk()
    {
        try
        {
            var drive = new DriveInfo(directory.Path);
            return (drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, null); // some mounts do not tell
        }
    }

    // The key that new cookies are protected with.
    private DateTimeOffset? Newest() =>
        keys.GetAllKeys().Where(key => !key.IsRevoked).Select(key => (DateTimeOffset?)key.CreationDate).Max();
}

/// <param name="CanWrite">Whether files can be written to the data directory.</param>
/// <param name="KeyMadeAt">When the key that cookies are protected with was made; null before the first.</param>
/// <param name="Memory">Bytes of memory that the process takes.</param>
/// <param name="Managed">Bytes of it that objects take.</param>
internal sealed record ServerHealth(
    DatabaseEngine Engine,
    DatabaseHealth Database,
    bool CanWrite,
    string DataDirectory,
    long? DiskFree,
    long? DiskTotal,
    DateTimeOffset? KeyMadeAt,
    TimeSpan Uptime,
    long Memory,
    long Managed,
    string Runtime,
    SweepRun? LastSweep);

/// <param name="Log">Bytes of SQLite's write-ahead log; null elsewhere.</param>
/// <param name="Schema">The last migration.</param>
internal sealed record DatabaseHealth(bool Answers, long Size, long? Log, string? Schema, int Migrations);
