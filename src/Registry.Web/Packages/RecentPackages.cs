using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Packages;

/// <summary>What happens in the projects in which a user has a role: for the start page.</summary>
internal sealed class RecentPackages(IDbContextFactory<RegistryDbContext> databases, PackageRowReader reader, TimeProvider time)
{
    private const int MostProjects = 1_000;
    private const int MostFaults = 5;

    public async Task<OwnPackages> ReadAsync(Caller.Account user, int take, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var projects = await VisibleProjects.Held(database.Projects, database, user.UserId, AccessLevel.Reporter, time.GetUtcNow())
            .OrderByDescending(project => project.Id).Select(project => project.Id).Take(MostProjects).ToListAsync(cancellationToken);
        if (projects.Count == 0)
        {
            return new OwnPackages(0, [], [], []);
        }

        var own = database.Packages.AsNoTracking().Where(package => projects.Contains(package.ProjectId));
        var shown = own.Where(package => PackageStatuses.Displayed.Contains(package.Status));
        var newest = await shown.OrderByDescending(package => package.Id).Select(package => package.Id).Take(take).ToListAsync(cancellationToken);
        var faults = await own.Where(package => package.Status == PackageStatus.Error).GroupBy(package => package.ProjectId)
            .Select(ofProject => new { ofProject.Key, Count = ofProject.Count() }).OrderByDescending(one => one.Count).Take(MostFaults)
            .Join(database.Projects, one => one.Key, project => project.Id, (one, project) => new ProjectFaults(project.FullPath, one.Count)).ToListAsync(cancellationToken);
        return new OwnPackages(
            projects.Count,
            await reader.OfVersionsAsync(database, shown, newest, DownloadDays.First(time.GetUtcNow()), cancellationToken),
            faults,
            await StorageAsync(database, own, cancellationToken));
    }

    /// <summary>The bytes of a project's files, the trash left out, by the name of the format.</summary>
    public async Task<IReadOnlyList<StoredBytes>> StorageAsync(long projectId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await StorageAsync(database, database.Packages.Where(package => package.ProjectId == projectId), cancellationToken);
    }

    private async Task<IReadOnlyList<StoredBytes>> StorageAsync(RegistryDbContext database, IQueryable<Package> packages, CancellationToken cancellationToken)
    {
        var sums = await packages.Where(package => package.Status != PackageStatus.PendingDestruction)
            .Join(database.PackageFiles.Where(file => file.Status == PackageFileStatus.Default), package => package.Id, file => file.PackageId, (package, file) => new { package.Type, file.Size })
            .GroupBy(one => one.Type).Select(ofType => new { ofType.Key, Bytes = ofType.Sum(one => one.Size), Files = ofType.Count() }).ToListAsync(cancellationToken);
        return [.. sums.OrderByDescending(one => one.Bytes).Select(one => new StoredBytes(reader.Format(one.Key).Name, one.Bytes, one.Files))];
    }
}

/// <summary>What a user's projects hold.</summary>
/// <param name="Projects">How many there are.</param>
public sealed record OwnPackages(int Projects, IReadOnlyList<PackageRow> Newest, IReadOnlyList<ProjectFaults> Faults, IReadOnlyList<StoredBytes> Storage);

/// <summary>How many versions of a project cannot be installed.</summary>
public sealed record ProjectFaults(string ProjectPath, int Count);

/// <summary>What the files of a format take up.</summary>
public sealed record StoredBytes(string Format, long Bytes, int Files);
