using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>Changes packages that are there: tags, deprecation, and what is taken back.</summary>
internal sealed class NpmChanges(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>Points a tag to a version; false if the project has no such version.</summary>
    public Task<bool> TagAsync(NpmTarget target, string tag, NpmVersion version, CancellationToken cancellationToken) => ChangeAsync(
        target,
        async change =>
        {
            if (change.Packages.Find(package => package.Version == version.Text) is not { } package)
            {
                return false;
            }

            var before = await change.VersionOfAsync(tag, cancellationToken);
            await DistTags.SetAsync(change.Database, package, tag, change.Now, cancellationToken);
            change.Audit("package_tag.set", $"{target.Name} {tag} {version}", before, version.Text);
            return true;
        },
        cancellationToken);

    /// <summary>Takes a tag away; false if there is none such.</summary>
    public Task<bool> UntagAsync(NpmTarget target, string tag, CancellationToken cancellationToken) => ChangeAsync(
        target,
        async change =>
        {
            var before = await change.VersionOfAsync(tag, cancellationToken);
            var removed = await change.Database.PackageTags.Where(one => one.PackageNameId == change.NameId && one.Name == tag).ExecuteDeleteAsync(cancellationToken);
            change.Audit("package_tag.delete", $"{target.Name} {tag}", before);
            await DistTags.SettleAsync(change.Database, change.NameId, change.Packages, change.Now, cancellationToken); // there is always a latest
            return removed > 0;
        },
        cancellationToken);

    /// <summary>Deprecates each version with its reason, or takes that back where it is empty. Versions that are not there are passed over.</summary>
    public Task<bool> DeprecateAsync(NpmTarget target, IReadOnlyDictionary<string, string> reasons, CancellationToken cancellationToken) => ChangeAsync(
        target,
        async change =>
        {
            var packages = change.Packages.Where(package => reasons.ContainsKey(package.Version)).ToDictionary(package => package.Id);
            var metadata = await change.Database.NpmMetadata.Where(one => EF.Parameter(packages.Keys).Contains(one.PackageId)).ToListAsync(cancellationToken);
            var changed = false;
            foreach (var one in metadata)
            {
                var package = packages[one.PackageId];
                var reason = reasons[package.Version] is { Length: > 0 } given ? given : null;
                if (reason == one.Deprecated)
                {
                    continue;
                }

                var before = one.Deprecated;
                one.Deprecated = reason;
                package.UpdatedAt = change.Now;
                package.Status = (package.Status, reason) switch
                {
                    (PackageStatus.Default, not null) => PackageStatus.Deprecated,
                    (PackageStatus.Deprecated, null) => PackageStatus.Default,
                    var (status, _) => status,
                };
                change.Audit(reason is null ? "package.undeprecate" : "package.deprecate", $"{target.Name} {package.Version}", before, reason);
                changed = true;
            }

            return changed;
        },
        cancellationToken);

    /// <summary>Deletes the versions that <paramref name="which"/> picks, if the package is still at the revision, where one is given.</summary>
    public async Task<UnpublishResult> UnpublishAsync(NpmTarget target, long? revision, Func<string, bool> which, CancellationToken cancellationToken)
    {
        var hasMoved = false;
        var isProtected = false;
        var found = await ChangeAsync(
            target,
            async change =>
            {
                hasMoved = revision is { } expected && expected != change.Revision;
                if (hasMoved)
                {
                    return false;
                }

                var gone = change.Packages.Where(package => which(package.Version)).ToList();
                isProtected = gone.Count > 0 && target.Guard.RefuseDelete(PackageType.Npm, target.Name.Text) is not null;
                if (isProtected)
                {
                    return false;
                }

                foreach (var package in gone)
                {
                    Trash.Put(package, change.Now);
                    change.Audit("package.delete", $"{target.Name} {package.Version}");
                }

                await DistTags.SettleAsync(change.Database, change.NameId, [.. change.Packages.Except(gone)], change.Now, cancellationToken);
                return gone.Count > 0;
            },
            cancellationToken);
        return hasMoved ? UnpublishResult.Moved : isProtected ? UnpublishResult.Protected : found ? UnpublishResult.Done : UnpublishResult.NothingThere;
    }

    /// <summary>Runs the change in a transaction that no other change to the name enters. What it answers false to is not kept.</summary>
    private async Task<bool> ChangeAsync(NpmTarget target, Func<Change, Task<bool>> apply, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        var names = database.PackageNames.Where(held => held.ProjectId == target.ProjectId && held.Type == PackageType.Npm && held.Name == target.Name.Text);
        var now = time.GetUtcNow();

        // First of all: whoever changes the same name at once waits here.
        await names.MoveOnAsync(now, cancellationToken);
        if (await names.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } name)
        {
            return false;
        }

        var packages = await database.Packages
            .Where(package => package.PackageNameId == name.Id && PackageStatuses.Installable.Contains(package.Status))
            .ToListAsync(cancellationToken);
        if (!await apply(new Change(database, target, name.Id, name.Generation - 1, packages, now)))
        {
            return false;
        }

        await database.SaveChangesAsync(cancellationToken);
        write.MoveContent();
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private sealed record Change(RegistryDbContext Database, NpmTarget Target, long NameId, long Revision, List<Package> Packages, DateTimeOffset Now)
    {
        public void Audit(string action, string what, string? before = null, string? after = null) =>
            Database.AuditEvents.Add(Target.Source.Event(Now, action, what, Target.ProjectId, before: before, after: after));

        /// <summary>The version that the tag points to, or null if there is no such tag.</summary>
        public Task<string?> VersionOfAsync(string tag, CancellationToken cancellationToken) => Database.PackageTags
            .Where(row => row.PackageNameId == NameId && row.Name == tag)
            .Join(Database.Packages, row => row.PackageId, package => package.Id, (_, package) => package.Version)
            .SingleOrDefaultAsync(cancellationToken);
    }
}

/// <summary>The package that is changed, by whom, and under which rules.</summary>
internal sealed record NpmTarget(long ProjectId, NpmPackageName Name, AuditSource Source, PackageGuard Guard);

/// <summary>What came of deleting versions.</summary>
internal enum UnpublishResult
{
    Done,

    /// <summary>No such version; nothing was written.</summary>
    NothingThere,

    /// <summary>The package has changed since the caller looked at it; nothing was written.</summary>
    Moved,

    /// <summary>A rule of the project keeps it from this caller; nothing was written.</summary>
    Protected,
}
