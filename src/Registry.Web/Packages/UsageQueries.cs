using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>
/// How much room packages take: the sum of their files. Bytes that several files share are stored once and count for each of
/// them. What lies in the trash counts apart.
/// </summary>
internal sealed class UsageQueries(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    private const int MostListed = 20;

    /// <param name="scope">Whose packages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Usage> ReadAsync(UsageScope scope, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var files = Files(database, scope);
        var sums = await files.GroupBy(row => new { row.Type, row.IsDeleted })
            .Select(group => new { group.Key.Type, group.Key.IsDeleted, Files = group.LongCount(), Bytes = group.Sum(row => row.Size) })
            .ToListAsync(cancellationToken);
        var largest = await files.Where(row => !row.IsDeleted)
            .GroupBy(row => row.PackageNameId)
            .Select(group => new { group.Key, Files = group.LongCount(), Bytes = group.Sum(row => row.Size), LatestId = group.Max(row => row.PackageId) })
            .OrderByDescending(row => row.Bytes).ThenBy(row => row.Key)
            .Take(MostListed)
            .Join(database.PackageNames, row => row.Key, name => name.Id, (row, name) => new { row, name })
            .Join(database.Projects, one => one.name.ProjectId, project => project.Id,
                (one, project) => new NamedUsage(project.FullPath, one.name.Type, one.name.Name, one.row.LatestId, one.row.Files, one.row.Bytes))
            .ToListAsync(cancellationToken);
        return new Usage(
            [.. sums.Where(sum => !sum.IsDeleted).OrderBy(sum => sum.Type).Select(sum => new FormatUsage(sum.Type, sum.Files, sum.Bytes))],
            new RoomTaken(sums.Where(sum => sum.IsDeleted).Sum(sum => sum.Files), sums.Where(sum => sum.IsDeleted).Sum(sum => sum.Bytes)),
            [.. largest.OrderByDescending(one => one.Bytes)]);
    }

    /// <summary>The projects that take the most room, the trash included.</summary>
    public async Task<IReadOnlyList<ProjectUsage>> ListProjectsAsync(UsageScope scope, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await Files(database, scope)
            .GroupBy(row => row.ProjectId)
            .Select(group => new { group.Key, Files = group.LongCount(), Bytes = group.Sum(row => row.Size) })
            .OrderByDescending(row => row.Bytes).ThenBy(row => row.Key)
            .Take(MostListed)
            .Join(database.Projects, row => row.Key, project => project.Id, (row, project) => new ProjectUsage(project.FullPath, row.Files, row.Bytes))
            .ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(row => row.Bytes)];
    }

    /// <summary>How often packages were downloaded, those in the trash among them.</summary>
    public async Task<WeeklyDownloads> CountDownloadsAsync(UsageScope scope, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var since = today.AddDays(1 - (WeeklyDownloads.Shown * 7));
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var days = await Packages(database, scope)
            .Join(database.PackageDownloadDays.Where(day => day.Day >= since), package => package.Id, day => day.PackageId, (package, day) => day)
            .GroupBy(day => day.Day).Select(ofDay => new { ofDay.Key, Count = ofDay.Sum(day => day.Count) }).ToListAsync(cancellationToken);
        var weeks = new long[WeeklyDownloads.Shown];
        foreach (var day in days)
        {
            weeks[Math.Min((day.Key.DayNumber - since.DayNumber) / 7, WeeklyDownloads.Shown - 1)] += day.Count;
        }

        return new WeeklyDownloads(today, weeks);
    }

    private static IQueryable<Package> Packages(RegistryDbContext database, UsageScope scope) => scope switch
    {
        { ProjectId: { } project } => database.Packages.AsNoTracking().Where(package => package.ProjectId == project),
        { GroupId: { } group } => database.Packages.AsNoTracking().Where(package => database.Projects.Any(project => project.Id == package.ProjectId
            && database.GroupAncestors.Any(above => above.GroupId == project.GroupId && above.AncestorId == group))),
        _ => database.Packages.AsNoTracking(),
    };

    private static IQueryable<FileRow> Files(RegistryDbContext database, UsageScope scope) =>
        Packages(database, scope).Join(database.PackageFiles, package => package.Id, file => file.PackageId, (package, file) => new FileRow
        {
            ProjectId = package.ProjectId,
            PackageId = package.Id,
            PackageNameId = package.PackageNameId,
            Type = package.Type,
            IsDeleted = package.Status == PackageStatus.PendingDestruction || file.Status == PackageFileStatus.PendingDestruction,
            Size = file.Size,
        });

    private sealed class FileRow
    {
        public required long ProjectId { get; init; }
        public required long PackageId { get; init; }
        public required long PackageNameId { get; init; }
        public required PackageType Type { get; init; }
        public required bool IsDeleted { get; init; }
        public required long Size { get; init; }
    }
}

/// <summary>Whose packages: a project's, those of a group with all below it, or all where neither is named.</summary>
internal sealed record UsageScope(long? ProjectId, long? GroupId);

/// <param name="Trash">What can still be restored.</param>
/// <param name="Largest">The names that take the most room, the largest first.</param>
internal sealed record Usage(IReadOnlyList<FormatUsage> Formats, RoomTaken Trash, IReadOnlyList<NamedUsage> Largest);

internal sealed record FormatUsage(PackageType Type, long Files, long Bytes);

internal sealed record RoomTaken(long Files, long Bytes);

/// <summary>All versions of a name together.</summary>
internal sealed record NamedUsage(string ProjectPath, PackageType Type, string Name, long LatestId, long Files, long Bytes);

internal sealed record ProjectUsage(string FullPath, long Files, long Bytes);

/// <summary>Downloads week by week.</summary>
/// <param name="LastDay">With which the last week ends: today, by the clock of UTC.</param>
/// <param name="Weeks">From the first to the last.</param>
internal sealed record WeeklyDownloads(DateOnly LastDay, IReadOnlyList<long> Weeks)
{
    /// <summary>How many weeks: about 90 days.</summary>
    public const int Shown = 13;
}
