using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Blobs;
using Registry.Web.Hosting.Commands;
using Registry.Web.Packages;

namespace Registry.Web.Hosting;

/// <summary>Checks that what the rows promise is on disk, byte for byte, and takes packages of which it is not so from clients.</summary>
internal sealed class Verification(IDbContextFactory<RegistryDbContext> databases, FileBlobStore blobs, DamagedPackages damagedPackages)
{
    public async Task<VerificationReport> RunAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var faults = new List<string>();
        var damaged = new List<string>();
        var expected = new HashSet<string>(StringComparer.Ordinal);
        // Read to the end first: PostgreSQL answers one query at a time on a connection.
        foreach (var blob in await database.Blobs.AsNoTracking().OrderBy(b => b.Digest).ToListAsync(cancellationToken))
        {
            expected.Add(blob.Digest);
            if (await FaultAsync(blob.Digest, blob.Size, cancellationToken) is { } fault)
            {
                var files = await database.PackageFiles.Where(f => f.Sha256 == blob.Digest)
                    .Join(database.Packages, f => f.PackageId, p => p.Id, (f, p) => p.Name + " " + p.Version + " (" + f.FileName + ")")
                    .ToListAsync(cancellationToken);
                damaged.Add(blob.Digest);
                faults.Add($"{blob.Digest}: {fault}; used by {(files.Count == 0 ? "nothing" : string.Join(", ", files))}");
            }
        }

        await damagedPackages.MarkAsync(damaged, OperatorCommands.Actor, cancellationToken);
        var unused = blobs.List().Count(digest => !expected.Contains(digest));
        var summary = $"{expected.Count} stored files checked, {faults.Count} damaged or missing, {unused} without a row.";
        return new VerificationReport(faults, summary);
    }

    private async Task<string?> FaultAsync(string digest, long size, CancellationToken cancellationToken)
    {
        await using var file = blobs.OpenRead(digest);
        if (file is null)
        {
            return "the file is missing";
        }

        if (file.Length != size)
        {
            return $"the file has {file.Length} bytes instead of {size}";
        }

        var sum = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        return sum == digest ? null : "the file's bytes have changed";
    }
}

/// <summary>What a verification found: one line for each fault, and one for the whole.</summary>
internal sealed record VerificationReport(IReadOnlyList<string> Faults, string Summary);
