using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>The index of each channel that holds the charts is another one from here on.</summary>
internal sealed class HelmUpkeep : IPackageUpkeep
{
    public PackageType Type => PackageType.Helm;

    public Task FollowAsync(RegistryDbContext database, IReadOnlyCollection<Package> packages, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = packages.Select(package => package.Id).ToList();
        var projectId = packages.First().ProjectId;
        var channels = database.PackageFiles.Where(file => ids.Contains(file.PackageId))
            .Join(database.HelmFileMetadata, file => file.Id, metadata => metadata.PackageFileId, (_, metadata) => metadata.Channel);
        return database.HelmChannels.Where(channel => channel.ProjectId == projectId && channels.Contains(channel.Name)).MoveOnAsync(now, cancellationToken);
    }
}
