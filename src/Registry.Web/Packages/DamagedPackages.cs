using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Packages;

/// <summary>
/// Packages whose bytes are not what they were: clients are not to get them, and lists show them with a message. Once the bytes
/// are whole again the package is what it was.
/// </summary>
internal sealed class DamagedPackages(IDbContextFactory<RegistryDbContext> databases, IEnumerable<IPackageUpkeep> upkeeps, TimeProvider time)
{
    private const string Message = "Damaged: stored bytes are missing or have changed. Publish them again, or restore them from a backup, and run verify.";

    /// <summary>Marks the packages with files among the damaged blobs, and clears those that have none any more.</summary>
    public async Task MarkAsync(IReadOnlyCollection<string> damaged, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        var broken = await database.PackageFiles.Where(file => file.Status == PackageFileStatus.Default && EF.Parameter(damaged).Contains(file.Sha256))
            .Select(file => file.PackageId).Distinct().ToListAsync(cancellationToken);
        var changed = await database.Packages
            .Where(package => EF.Parameter(broken).Contains(package.Id)
                ? PackageStatuses.Installable.Contains(package.Status)
                : package.Status == PackageStatus.Error && package.StatusMessage == Message)
            .ToListAsync(cancellationToken);
        if (changed.Count == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var package in changed)
        {
            var before = package.Status;
            package.StatusMessage = package.Status == PackageStatus.Error ? null : Message;
            package.Status = package.Status == PackageStatus.Error ? PackageStatus.Default : PackageStatus.Error;
            package.UpdatedAt = now;
            database.AuditEvents.Add(by.Event(
                now, "package.verify", $"{package.Name} {package.Version}", package.ProjectId, before: before.ToString(), after: package.Status.ToString()));
        }

        await database.SaveChangesAsync(cancellationToken);
        foreach (var ofName in changed.GroupBy(package => package.PackageNameId))
        {
            await database.PackageNames.Where(name => name.Id == ofName.Key).MoveOnAsync(now, cancellationToken);
            await upkeeps.Single(upkeep => upkeep.Type == ofName.First().Type).FollowAsync(database, [.. ofName], now, cancellationToken);
        }

        write.MoveContent();
        await write.CommitAsync(cancellationToken);
    }
}
