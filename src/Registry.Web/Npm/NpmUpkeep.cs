using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>Tags never point to what cannot be installed, and what is deprecated stays so when it comes back.</summary>
internal sealed class NpmUpkeep : IPackageUpkeep
{
    public PackageType Type => PackageType.Npm;

    public async Task FollowAsync(RegistryDbContext database, IReadOnlyCollection<Package> packages, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var package in packages.Where(package => package.Status == PackageStatus.Default))
        {
            if (await database.NpmMetadata.AnyAsync(metadata => metadata.PackageId == package.Id && metadata.Deprecated != null, cancellationToken))
            {
                package.Status = PackageStatus.Deprecated;
            }
        }

        await database.SaveChangesAsync(cancellationToken);
        var nameId = packages.First().PackageNameId;
        var left = await database.Packages
            .Where(package => package.PackageNameId == nameId && PackageStatuses.Installable.Contains(package.Status)
                && database.NpmMetadata.Any(metadata => metadata.PackageId == package.Id
                    && database.PackageFiles.Any(file => file.Id == metadata.PackageFileId && file.Status == PackageFileStatus.Default)))
            .ToListAsync(cancellationToken);
        await DistTags.SettleAsync(database, nameId, left, now, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
    }
}
