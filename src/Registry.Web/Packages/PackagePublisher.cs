using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Packages;

/// <summary>
/// Publishes a file into a version of a package: first its bytes are on disk, then one transaction writes every row, so that
/// whoever sees the version can have its file.
/// </summary>
internal sealed class PackagePublisher(IDbContextFactory<RegistryDbContext> databases, FileBlobStore blobs, TimeProvider time)
{
    private const int Attempts = 8;

    /// <summary>Publishes what is staged. The staging stays the caller's to dispose of.</summary>
    /// <param name="upload">What is published where.</param>
    /// <param name="staged">Its file.</param>
    /// <param name="publication">The format's part in it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="beside">A second file that the publication adds, if there is one.</param>
    public async Task<PublishResult> PublishAsync(
        PackageUpload upload, BlobStaging staged, IPublication publication, CancellationToken cancellationToken, BlobStaging? beside = null)
    {
        if (upload.Guard.RefusePush(upload.Type, upload.Name) is { } refusal)
        {
            return new PublishResult.Guarded(refusal);
        }

        var sums = staged.Finish();
        var isKept = false;
        for (var attempt = 1; ; attempt++)
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            await database.Database.OpenConnectionAsync(cancellationToken); // one for the look and the rows
            var held = await HeldVersion.FindAsync(database, upload.ProjectId, upload.Type, upload.Name, upload.Version, cancellationToken);
            if (held is { HasVersion: true }
                && await FindPackageAsync(database.Packages.AsNoTracking(), upload, cancellationToken) is { } there
                && await publication.JudgeAsync(database, there, sums, cancellationToken) is { } settled)
            {
                return settled; // so that refused bytes are not kept
            }

            if (!isKept)
            {
                await blobs.KeepAsync(staged, cancellationToken);
                if (beside is not null)
                {
                    await blobs.KeepAsync(beside, cancellationToken);
                }

                isKept = true;
            }

            try
            {
                return await TryPublishAsync(database, upload, sums, publication, held, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another publisher made the name, the version or the channel first: the row is there now, and is used.
            }
        }
    }

    private async Task<PublishResult> TryPublishAsync(
        RegistryDbContext database, PackageUpload upload, BlobSums sums, IPublication publication, HeldVersion? held, CancellationToken cancellationToken)
    {
        database.Database.AutoSavepointsEnabled = false; // whatever fails in here ends the whole
        await using var write = await database.BeginWriteAsync(cancellationToken);
        var now = Now();

        // What was not there a moment ago is added without another look: if it has come since, the unique index says so.
        var package = held is { HasVersion: true } ? await FindPackageAsync(database.Packages, upload, cancellationToken) : null;
        var isNew = package is null;
        if (package is null)
        {
            package = await AddPackageAsync(database, upload, held?.NameId ?? await AddNameAsync(database, upload, now, cancellationToken), now, cancellationToken);
        }
        else
        {
            // Written before it is looked at: whoever publishes the same version at once waits here, and then sees this one's file.
            package.UpdatedAt = now;
            await database.SaveChangesAsync(cancellationToken);
            if (await publication.JudgeAsync(database, package, sums, cancellationToken) is { } settled)
            {
                return settled;
            }
        }

        await BlobRows.AddAsync(database, sums, now, cancellationToken);
        var file = StoredFile.Of(sums, package.Id, upload.FileName, upload.Publisher, now);
        await database.InsertAsync([file, upload.Source.Event(now, "package.publish", $"{upload.Name} {upload.Version}", upload.ProjectId)], cancellationToken);
        if (file.PipelineId is { } id && (isNew || !await database.PackagePipelines.AnyAsync(p => p.PackageId == package.Id && p.PipelineId == id, cancellationToken)))
        {
            await database.InsertAsync([new PackagePipeline { PackageId = package.Id, PipelineId = id }], cancellationToken);
        }

        await publication.AddRowsAsync(database, package, file, isNewName: held is null, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new PublishResult.Published(package.Id, file.Id);
    }

    private static Task<Package?> FindPackageAsync(IQueryable<Package> packages, PackageUpload upload, CancellationToken cancellationToken) =>
        packages.SingleOrDefaultAsync(
            p => p.ProjectId == upload.ProjectId && p.Type == upload.Type && p.Name == upload.Name && p.Version == upload.Version
                && p.Status != PackageStatus.PendingDestruction,
            cancellationToken);

    // Counted as changed once: what is published under it is added in the same transaction.
    private static async Task<long> AddNameAsync(RegistryDbContext database, PackageUpload upload, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = new PackageName
        {
            ProjectId = upload.ProjectId,
            Type = upload.Type,
            Name = upload.Name,
            Scope = upload.Scope,
            CreatedAt = now,
            Generation = 1,
            ChangedAt = now,
        };
        await database.InsertAsync([name], cancellationToken);
        return name.Id;
    }

    private static async Task<Package> AddPackageAsync(RegistryDbContext database, PackageUpload upload, long nameId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var package = new Package
        {
            ProjectId = upload.ProjectId,
            PackageNameId = nameId,
            Type = upload.Type,
            Name = upload.Name,
            Version = upload.Version,
            Description = upload.Description,
            Creator = upload.Actor,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await database.InsertAsync([package], cancellationToken);
        return package;
    }

    // As exact as the rows keep it, so that what is rendered from it now equals what would be rendered later.
    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}

/// <summary>What is published where, and by whom.</summary>
/// <param name="FileName">The name it is stored under, never the client's.</param>
/// <param name="Source">The publisher again, for the audit.</param>
internal sealed record PackageUpload(
    long ProjectId, PackageType Type, string Name, string Version, string FileName, string? Description, Caller Publisher, AuditSource Source)
{
    /// <summary>The scope within the name, in lower case, if the format has such a thing.</summary>
    public string? Scope { get; init; }

    /// <summary>What keeps packages of the project from this publisher.</summary>
    public PackageGuard Guard { get; init; } = PackageGuard.Open;

    public Actor Actor => Publisher.Actor ?? throw new InvalidOperationException("Nobody in particular cannot publish.");
}

/// <summary>A format's part in publishing; both run inside the transaction.</summary>
internal interface IPublication
{
    /// <summary>Null if the file is to be published; otherwise what came of it, and nothing is written.</summary>
    Task<PublishResult?> JudgeAsync(RegistryDbContext database, Package package, BlobSums sums, CancellationToken cancellationToken);

    /// <summary>Writes the format's own rows for the file; for a new name, nothing that belongs to it can be there yet.</summary>
    Task AddRowsAsync(RegistryDbContext database, Package package, PackageFile file, bool isNewName, CancellationToken cancellationToken);
}

/// <summary>What came of publishing.</summary>
internal abstract record PublishResult
{
    private PublishResult()
    {
    }

    public sealed record Published(long PackageId, long PackageFileId) : PublishResult;

    /// <summary>The same bytes are served already; nothing was written.</summary>
    public sealed record AlreadyServed(long PackageId, long PackageFileId) : PublishResult;

    /// <summary>The version exists, and the project takes no other bytes for it; nothing was written.</summary>
    public sealed record Duplicate : PublishResult;

    /// <summary>The project's rules, or what the publisher's token is for, keep the name from this publisher; nothing was written.</summary>
    public sealed record Guarded(Refusal Refusal) : PublishResult;
}
