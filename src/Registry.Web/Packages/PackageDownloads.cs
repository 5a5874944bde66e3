using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Web.Hosting;

namespace Registry.Web.Packages;

/// <summary>Remembers when packages were last downloaded.</summary>
internal sealed class PackageDownloads(IDbContextFactory<RegistryDbContext> databases, TimeProvider time, ILogger<PackageDownloads> logger)
    : BufferedRows<long, DateTimeOffset>(time, logger)
{
    private readonly TimeProvider _time = time;

    /// <summary>Notes a download. HEAD is none.</summary>
    public void Note(long packageId) => Note(packageId, _time.GetUtcNow());

    protected override async Task WriteAsync(IReadOnlyDictionary<long, DateTimeOffset> notes, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        foreach (var (packageId, at) in notes)
        {
            // Past the change tracker: a download changes nothing that clients fetch.
            await database.Packages.Where(package => package.Id == packageId)
                .ExecuteUpdateAsync(set => set.SetProperty(package => package.LastDownloadedAt, at), cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
    }
}
