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
            await database.PackageNames.Where(held => held.Id == package.PackageNameId).MoveOnAsync(file.CreatedAt, cancellationToken);
        }

        List<object> rows = [new NpmMetadata
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
        }];
        if (readme is { } text)
        {
            rows.Add(new NpmReadme { PackageId = package.Id, Text = text.Text, FileName = text.FileName });
        }

        rows.AddRange(await SetTagsAsync(database, package, file.CreatedAt, isNewName, cancellationToken));
        await database.InsertAsync(rows, cancellationToken);
    }

    // Moves the tags that are there, and answers those that are new. The first version is the latest, under whatever tag it came.
    private async Task<IEnumerable<PackageTag>> SetTagsAsync(RegistryDbContext database, Package package, DateTimeOffset now, bool isNewName, CancellationToken cancellationToken)
    {
        var wanted = parts.Tags.Append(DistTags.Latest).Distinct(StringComparer.Ordinal).ToList();
        List<string> held = [];
        if (!isNewName)
        {
            var rows = await database.PackageTags.Where(tag => tag.PackageNameId == package.PackageNameId && wanted.Contains(tag.Name)).ToListAsync(cancellationToken);
            foreach (var row in rows.Where(row => parts.Tags.Contains(row.Name)))
            {
                (row.PackageId, row.UpdatedAt) = (package.Id, now);
            }

            await database.SaveChangesAsync(cancellationToken);
            held = rows.ConvertAll(row => row.Name);
        }

        return wanted.Except(held).Select(name => new PackageTag { PackageNameId = package.PackageNameId, Name = name, PackageId = package.Id, UpdatedAt = now });
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
        await database.InsertAsync([file], cancellationToken);
        return file.Id;
    }
}
