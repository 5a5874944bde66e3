using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>What publishing an npm version asks of the rows, and adds to them.</summary>
internal sealed class NpmPublication(
    PublishedParts parts, NpmManifest manifest, Tarball tarball, PackumentSignature signature, (string Text, string? FileName)? readme, string? predicateType, Caller publisher)
    : IPublication
{
    /// <summary>A version that is there is never published again, not even with the same bytes.</summary>
    public async Task<PublishResult?> JudgeAsync(RegistryDbContext database, Package package, BlobSums sums, CancellationToken cancellationToken) =>
        await database.PackageFiles.AnyAsync(file => file.PackageId == package.Id, cancellationToken) ? new PublishResult.Duplicate() : null;

    public async Task AddRowsAsync(RegistryDbContext database, Package package, PackageFile file, bool isNewName, CancellationToken cancellationToken)
    {
        if (!isNewName)
        {
            // First of all: whoever changes the same name at once waits here.
            await database.PackageNames.Where(held => held.Id == package.PackageNameId).ExecuteUpdateAsync(
                set => set.SetProperty(held => held.Generation, held => held.Generation + 1).SetProperty(held => held.ChangedAt, file.CreatedAt), cancellationToken);
        }

        database.NpmMetadata.Add(new NpmMetadata
        {
            PackageId = package.Id,
            PackageFileId = file.Id,
            Document = manifest.Document,
            Abbreviated = manifest.Abbreviated,
            FileCount = tarball.FileCount,
            UnpackedSize = tarball.UnpackedSize,
            SignatureKeyId = signature.KeyId,
            Signature = signature.Sig,
            AttestationFileId = await AddBundleAsync(database, package, file.CreatedAt, cancellationToken),
            PredicateType = predicateType,
            Keywords = $"\n{string.Join('\n', manifest.Texts.Keywords.Select(keyword => keyword.ToLowerInvariant()))}\n",
            Author = manifest.Texts.Author,
        });
        if (readme is { } text)
        {
            database.NpmReadmes.Add(new NpmReadme { PackageId = package.Id, Text = text.Text, FileName = text.FileName });
        }

        await SetTagsAsync(database, package, file.CreatedAt, isNewName, cancellationToken);
    }

    // The first version is the latest, under whatever tag it came.
    private async Task SetTagsAsync(RegistryDbContext database, Package package, DateTimeOffset now, bool isNewName, CancellationToken cancellationToken)
    {
        var wanted = parts.Tags.Append(DistTags.Latest).Distinct(StringComparer.Ordinal).ToList();
        var rows = isNewName ? [] : await database.PackageTags.Where(tag => tag.PackageNameId == package.PackageNameId && wanted.Contains(tag.Name)).ToDictionaryAsync(tag => tag.Name, cancellationToken);
        foreach (var name in wanted)
        {
            if (!rows.TryGetValue(name, out var row))
            {
                database.PackageTags.Add(new PackageTag { PackageNameId = package.PackageNameId, Name = name, PackageId = package.Id, UpdatedAt = now });
            }
            else if (parts.Tags.Contains(name))
            {
                (row.PackageId, row.UpdatedAt) = (package.Id, now);
            }
        }
    }

    private async Task<long?> AddBundleAsync(RegistryDbContext database, Package package, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (parts.Bundle is not { } bundle)
        {
            return null;
        }

        var sums = bundle.Staged.Finish();
        await BlobRows.AddAsync(database, sums, now, cancellationToken);
        var file = StoredFile.Of(sums, package.Id, $"{package.Name}-{package.Version}.sigstore", publisher, now);
        database.PackageFiles.Add(file);
        await database.SaveChangesAsync(cancellationToken);
        return file.Id;
    }
}
