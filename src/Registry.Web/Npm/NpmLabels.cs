using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>Dist-tags on the page of a version: what <c>npm dist-tag</c> does, under the same rules.</summary>
internal sealed class NpmLabels(IDbContextFactory<RegistryDbContext> databases, NpmChanges changes) : IPackageLabels
{
    public PackageType Type => PackageType.Npm;

    public string Title => "Dist-tags";

    public int MaxLength => DistTagName.MaxLength;

    public string Hint(string packageName) => $"Clients install by it, as in npm install {packageName}@beta. A tag that points elsewhere moves here.";

    public bool IsRemovable(string label) => label != DistTags.Latest;

    public async Task<IReadOnlyList<PointedLabel>> ListAsync(long packageNameId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var tags = await database.PackageTags.AsNoTracking().Where(tag => tag.PackageNameId == packageNameId)
            .Join(database.Packages, tag => tag.PackageId, package => package.Id, (tag, package) => new PointedLabel(tag.Name, package.Id, package.Version, tag.UpdatedAt))
            .ToListAsync(cancellationToken);
        return [.. tags.OrderByDescending(tag => tag.Label == DistTags.Latest).ThenBy(tag => tag.Label, StringComparer.Ordinal)];
    }

    public async Task<LabelResult> SetAsync(Package package, string label, AuditSource by, PackageGuard guard, CancellationToken cancellationToken)
    {
        if (DistTagName.Fault(label) is { } fault)
        {
            return new LabelResult.Refused(fault);
        }

        var (target, refused) = Target(package, by, guard);
        return target is null ? refused!
            : NpmVersion.Stored(package.Version) is { } version && await changes.TagAsync(target, label, version, cancellationToken) ? new LabelResult.Done()
            : new LabelResult.Refused("The version cannot be installed, so no tag can point to it.");
    }

    public async Task<LabelResult> RemoveAsync(Package package, string label, AuditSource by, PackageGuard guard, CancellationToken cancellationToken)
    {
        if (!IsRemovable(label))
        {
            return new LabelResult.Refused($"There is always a {DistTags.Latest}: move it to another version.");
        }

        var (target, refused) = Target(package, by, guard);
        return target is null ? refused!
            : await changes.UntagAsync(target, label, cancellationToken) ? new LabelResult.Done()
            : new LabelResult.Refused("The tag is not there any more.");
    }

    private static (NpmTarget? Target, LabelResult? Refused) Target(Package package, AuditSource by, PackageGuard guard) =>
        guard.RefuseChange(PackageType.Npm, package.Name) is { } refusal ? (null, new LabelResult.Refused(refusal.Message!))
        : NpmPackageName.TryParse(package.Name, out var name) ? (new NpmTarget(package.ProjectId, name, by, guard), null)
        : (null, new LabelResult.Refused("The package's name is none that a client could ask for."));
}
