using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>Reads what npm clients are shown. The caller has been let in already, as far as the view says.</summary>
internal sealed class NpmQueries(IDbContextFactory<RegistryDbContext> databases)
{
    /// <summary>Moves with every change to any version or tag of the name in view; 0 if nobody in view has held it.</summary>
    public async Task<long> FindRevisionAsync(NpmView view, NpmPackageName name, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Held(database, view, name).SumAsync(held => held.Generation, cancellationToken);
    }

    /// <summary>The package with the versions and tags in view, or null if there is no version to be seen.</summary>
    public async Task<Packument?> ReadAsync(NpmView view, NpmPackageName name, PackumentForm form, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var names = await Held(database, view, name).OrderBy(held => held.Id).ToListAsync(cancellationToken);
        var readable = names.Where(held => view.ReadableIds.Contains(held.ProjectId)).ToList();
        var versions = await NpmVersionRows.ReadAsync(database, names, readable, form, cancellationToken);
        if (versions.Count == 0)
        {
            return null;
        }

        var tags = await DistTags.ReadAsync(database, readable, versions, cancellationToken);
        var latest = versions.Single(version => version.Facts.Version == tags[0].Version);
        var readme = form == PackumentForm.Full
            ? await database.NpmReadmes.AsNoTracking().SingleOrDefaultAsync(one => one.PackageId == latest.PackageId, cancellationToken)
            : null;
        return new Packument(
            name.Text,
            names.Sum(held => held.Generation),
            readable.Min(held => held.CreatedAt),
            readable.Max(held => held.ChangedAt),
            tags,
            [.. versions.Select(version => version.Facts)],
            [.. versions.Select(version => version.Facts.Publisher).OfType<string>().Distinct(StringComparer.Ordinal)],
            readme?.Text,
            readme?.FileName);
    }

    /// <summary>The versions that the projects in view can be asked for, whoever owns them.</summary>
    public async Task<HashSet<string>> ListVersionsAsync(NpmView view, NpmPackageName name, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Packages(database, name)
            .Where(package => view.ReadableIds.Contains(package.ProjectId) && PackageStatuses.Installable.Contains(package.Status))
            .Select(package => package.Version)
            .ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Whether the project has or had the version.</summary>
    public async Task<bool> HasHeldAsync(long projectId, NpmPackageName name, NpmVersion version, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Packages(database, name).AnyAsync(package => package.ProjectId == projectId && package.Version == version.Text, cancellationToken);
    }

    /// <summary>The tarball of the version in view, or null.</summary>
    public async Task<ServedFile?> FindTarballAsync(NpmView view, NpmPackageName name, NpmVersion version, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await (await InViewAsync(database, view, name, version, cancellationToken))
            .Join(database.PackageFiles, metadata => metadata.PackageFileId, file => file.Id, (_, file) => file)
            .Where(file => file.Status == PackageFileStatus.Default)
            .Select(file => new ServedFile(file.PackageId, file.FileName, file.Sha256))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The attestation about the version in view, or null.</summary>
    public async Task<AttestationFile?> FindAttestationAsync(NpmView view, NpmPackageName name, NpmVersion version, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await (await InViewAsync(database, view, name, version, cancellationToken))
            .Join(database.PackageFiles, metadata => metadata.AttestationFileId, file => file.Id, (metadata, file) => new AttestationFile(file.Sha256, metadata.PredicateType!))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The readable project that the newest version of the name is in: where tags are set and versions deleted; null if there is none.</summary>
    public async Task<long?> FindTargetAsync(NpmView view, NpmPackageName name, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Packages(database, name)
            .Where(package => view.ReadableIds.Contains(package.ProjectId) && PackageStatuses.Installable.Contains(package.Status))
            .OrderByDescending(package => package.Id)
            .Select(package => (long?)package.ProjectId)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private static async Task<IQueryable<NpmMetadata>> InViewAsync(
        RegistryDbContext database, NpmView view, NpmPackageName name, NpmVersion version, CancellationToken cancellationToken)
    {
        var published = Packages(database, name).Where(package => package.Version == version.Text && view.HolderIds.Contains(package.ProjectId));
        var id = (await FirstPublishers.FindAsync(published, cancellationToken)).GetValueOrDefault(version.Text);
        return Packages(database, name)
            .Where(package => package.Id == id && view.ReadableIds.Contains(package.ProjectId) && PackageStatuses.Installable.Contains(package.Status))
            .Join(database.NpmMetadata, package => package.Id, metadata => metadata.PackageId, (_, metadata) => metadata);
    }

    private static IQueryable<Package> Packages(RegistryDbContext database, NpmPackageName name) =>
        database.Packages.AsNoTracking().Where(package => package.Type == PackageType.Npm && package.Name == name.Text);

    private static IQueryable<PackageName> Held(RegistryDbContext database, NpmView view, NpmPackageName name) =>
        database.PackageNames.AsNoTracking().Where(held => held.Type == PackageType.Npm && held.Name == name.Text && view.HolderIds.Contains(held.ProjectId));
}

/// <summary>What a download needs of a file.</summary>
internal sealed record ServedFile(long PackageId, string FileName, string Sha256);

/// <summary>A stored attestation and what kind of statement it is.</summary>
internal sealed record AttestationFile(string Sha256, string PredicateType);
