using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>Reads what an index shows: of each version the newest file in the channel.</summary>
internal static class ChartIndexRows
{
    /// <param name="database">The rows.</param>
    /// <param name="packages">Those that the index is about.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="folder">What stands before a file's name, by the project it is of; null in a channel's own index.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<List<ChartIndexRow>> ReadAsync(
        RegistryDbContext database, IQueryable<Package> packages, Channel channel, Func<long, string?> folder, CancellationToken cancellationToken)
    {
        var files =
            from package in packages
            join file in database.PackageFiles on package.Id equals file.PackageId
            join metadata in database.HelmFileMetadata on file.Id equals metadata.PackageFileId
            where PackageStatuses.Installable.Contains(package.Status) && file.Status == PackageFileStatus.Default
                && metadata.ProjectId == package.ProjectId && metadata.Channel == channel.Name
            select new { PackageId = package.Id, package.ProjectId, package.Name, package.Version, FileId = file.Id, metadata.IndexEntry };
        var newest = files.GroupBy(file => file.PackageId).Select(ofPackage => ofPackage.Max(file => file.FileId));
        var rows = await files.Where(file => newest.Contains(file.FileId)).ToListAsync(cancellationToken);
        return
        [
            .. from row in rows
               let version = ChartVersion.Stored(row.Version)
               where version is not null
               select new ChartIndexRow(row.Name, version, row.IndexEntry, folder(row.ProjectId)),
        ];
    }
}
