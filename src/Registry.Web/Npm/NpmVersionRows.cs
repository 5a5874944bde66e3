using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>Reads the versions of a name, lowest first.</summary>
internal static class NpmVersionRows
{
    /// <param name="database">The rows.</param>
    /// <param name="names">The name in each project in view, the first publisher's at the head.</param>
    /// <param name="readable">Those of them whose versions may be shown.</param>
    /// <param name="form">Which part of each version is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<List<NpmVersionRow>> ReadAsync(
        RegistryDbContext database, List<PackageName> names, List<PackageName> readable, PackumentForm form, CancellationToken cancellationToken)
    {
        var ids = readable.Select(held => held.Id).ToList();
        var isFull = form == PackumentForm.Full;
        var rows = await (
            from package in database.Packages.AsNoTracking()
            join metadata in database.NpmMetadata on package.Id equals metadata.PackageId
            join file in database.PackageFiles on metadata.PackageFileId equals file.Id
            where ids.Contains(package.PackageNameId) && PackageStatuses.Installable.Contains(package.Status) && file.Status == PackageFileStatus.Default
            select new
            {
                package.Id,
                package.Version,
                package.CreatedAt,
                Publisher = package.Creator.Name,
                Part = isFull ? metadata.Document : metadata.Abbreviated,
                metadata.Deprecated,
                metadata.FileCount,
                metadata.UnpackedSize,
                metadata.SignatureKeyId,
                metadata.Signature,
                metadata.PredicateType,
                file.Sha1,
                file.Sha512,
            }).ToListAsync(cancellationToken);
        var everywhere = names.Select(held => held.Id).ToList();
        var owned = names.Count > 1 ? await FirstPublishers.FindAsync(database.Packages.Where(package => everywhere.Contains(package.PackageNameId)), cancellationToken) : null;
        return
        [
            .. (from row in rows
                let version = NpmVersion.Stored(row.Version)
                where version is not null && (owned is null || owned[row.Version] == row.Id)
                select new NpmVersionRow(row.Id, version, new PackumentVersion(
                    row.Version,
                    row.CreatedAt,
                    isFull ? row.Part : default(ReadOnlyMemory<byte>),
                    isFull ? default(ReadOnlyMemory<byte>) : row.Part,
                    row.Sha1,
                    Integrity.OfSha512(row.Sha512),
                    row.FileCount,
                    row.UnpackedSize,
                    row.Publisher)
                {
                    Signature = new PackumentSignature(row.SignatureKeyId, row.Signature),
                    ProvenancePredicate = row.PredicateType,
                    Deprecated = row.Deprecated,
                })).OrderBy(row => row.Version, Comparer<NpmVersion>.Create(NpmVersion.Compare)),
        ];
    }
}

/// <summary>A version as documents show it.</summary>
internal sealed record NpmVersionRow(long PackageId, NpmVersion Version, PackumentVersion Facts);
