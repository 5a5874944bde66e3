using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Packages;

/// <summary>
/// Deletes packages and files, restores packages, and hides them. From the moment it is committed no index and no document shows
/// what was deleted; the bytes stay until they are swept away.
/// </summary>
internal sealed class PackageRemover(IDbContextFactory<RegistryDbContext> databases, IEnumerable<IPackageUpkeep> upkeeps, TimeProvider time)
{
    /// <summary>Puts a package into the trash.</summary>
    public Task<RemovalResult> DeleteAsync(PackageChange change, CancellationToken cancellationToken) => ChangeAsync(
        change,
        PackageStatuses.Found(withHidden: true),
        (database, package, now) =>
        {
            if (change.Guard.RefuseDelete(package.Type, package.Name) is { } refusal)
            {
                return Task.FromResult<RemovalResult>(new RemovalResult.Guarded(refusal));
            }

            Trash.Put(package, now);
            database.AuditEvents.Add(change.By.Event(now, "package.delete", Name(package), change.ProjectId));
            return Task.FromResult<RemovalResult>(new RemovalResult.Done());
        },
        cancellationToken);

    /// <summary>Deletes one file; the package stays, be it without any.</summary>
    public Task<RemovalResult> DeleteFileAsync(PackageChange change, long fileId, CancellationToken cancellationToken) => ChangeAsync(
        change,
        PackageStatuses.Found(withHidden: true),
        async (database, package, now) =>
        {
            var file = await database.PackageFiles.SingleOrDefaultAsync(
                one => one.Id == fileId && one.PackageId == package.Id && one.Status == PackageFileStatus.Default, cancellationToken);
            if (file is null)
            {
                return new RemovalResult.NotFound();
            }

            if (change.Guard.RefuseDelete(package.Type, package.Name) is { } refusal)
            {
                return new RemovalResult.Guarded(refusal);
            }

            file.Status = PackageFileStatus.PendingDestruction;
            file.DeletedAt = now;
            package.UpdatedAt = now;
            database.AuditEvents.Add(change.By.Event(now, "package_file.delete", $"{Name(package)} {file.FileName}", change.ProjectId));
            return new RemovalResult.Done();
        },
        cancellationToken);

    /// <summary>Takes a package out of the trash.</summary>
    public async Task<RemovalResult> RestoreAsync(PackageChange change, CancellationToken cancellationToken)
    {
        try
        {
            return await ChangeAsync(
                change,
                [PackageStatus.PendingDestruction],
                async (database, package, now) =>
                {
                    if (package.PurgedAt is not null)
                    {
                        return new RemovalResult.NotFound();
                    }

                    if (change.Guard.RefuseChange(package.Type, package.Name) is { } refusal)
                    {
                        return new RemovalResult.Guarded(refusal);
                    }

                    if (await database.Packages.AnyAsync(
                        other => other.PackageNameId == package.PackageNameId && other.Version == package.Version && other.Status != PackageStatus.PendingDestruction, cancellationToken))
                    {
                        return new RemovalResult.ExistsAgain(package.Name, package.Version);
                    }

                    Trash.TakeOut(package, now);
                    database.AuditEvents.Add(change.By.Event(now, "package.restore", Name(package), change.ProjectId));
                    return new RemovalResult.Done();
                },
                cancellationToken);
        }
        catch (DbUpdateException)
        {
            return new RemovalResult.ExistsAgain("The package", "of that version"); // published a moment ago
        }
    }

    /// <summary>Shows a package in lists, or hides it from them; clients install it either way.</summary>
    public Task<RemovalResult> HideAsync(PackageChange change, bool isHidden, CancellationToken cancellationToken) => ChangeAsync(
        change,
        PackageStatuses.Installable,
        (database, package, now) =>
        {
            if (change.Guard.RefuseDelete(package.Type, package.Name) is { } refusal)
            {
                return Task.FromResult<RemovalResult>(new RemovalResult.Guarded(refusal));
            }

            var before = package.Status;
            package.Status = isHidden ? PackageStatus.Hidden : PackageStatus.Default;
            package.UpdatedAt = now;
            database.AuditEvents.Add(change.By.Event(
                now, isHidden ? "package.hide" : "package.show", Name(package), change.ProjectId, before: before.ToString(), after: package.Status.ToString()));
            return Task.FromResult<RemovalResult>(new RemovalResult.Done());
        },
        cancellationToken);

    private static string Name(Package package) => $"{package.Name} {package.Version}";

    private async Task<RemovalResult> ChangeAsync(
        PackageChange change, PackageStatus[] from, Func<RegistryDbContext, Package, DateTimeOffset, Task<RemovalResult>> apply, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        var now = time.GetUtcNow();
        var wanted = database.Packages.Where(package => package.Id == change.PackageId && package.ProjectId == change.ProjectId);

        // First of all: whoever changes the same name at once waits here.
        await database.PackageNames.Where(name => wanted.Any(package => package.PackageNameId == name.Id)).MoveOnAsync(now, cancellationToken);
        if (await wanted.SingleOrDefaultAsync(package => from.Contains(package.Status), cancellationToken) is not { } found)
        {
            return new RemovalResult.NotFound();
        }

        if (Preconditions.HasChanged(found.UpdatedAt, change.UnmodifiedSince))
        {
            return new RemovalResult.Modified();
        }

        var result = await apply(database, found, now);
        if (result is not RemovalResult.Done)
        {
            return result;
        }

        await database.SaveChangesAsync(cancellationToken);
        await upkeeps.Single(upkeep => upkeep.Type == found.Type).FollowAsync(database, [found], now, cancellationToken);
        write.MoveContent();
        await write.CommitAsync(cancellationToken);
        return result;
    }
}

/// <summary>Which package is changed, by whom, and under which conditions.</summary>
/// <param name="UnmodifiedSince">Only if it has not changed since then.</param>
internal sealed record PackageChange(long ProjectId, long PackageId, AuditSource By, PackageGuard Guard, DateTimeOffset? UnmodifiedSince = null);

/// <summary>What came of it. Only <see cref="Done"/> has written anything.</summary>
internal abstract record RemovalResult
{
    private RemovalResult()
    {
    }

    public sealed record Done : RemovalResult;

    public sealed record NotFound : RemovalResult;

    /// <summary>The project's rules, or what the caller's token is for, keep it from this caller.</summary>
    public sealed record Guarded(Refusal Refusal) : RemovalResult;

    /// <summary>It has changed since the caller looked.</summary>
    public sealed record Modified : RemovalResult;

    /// <summary>The version was published again since it was deleted.</summary>
    public sealed record ExistsAgain(string Name, string Version) : RemovalResult;
}
