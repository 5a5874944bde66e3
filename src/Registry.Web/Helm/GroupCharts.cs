using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Helm;

/// <summary>
/// The charts of all projects below a group that a caller may read. A name belongs to the project that first published it
/// anywhere below the group, readable or not: nobody slips a version under another's chart.
/// </summary>
internal sealed class GroupCharts(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>The readable projects that have published to the channel, by id.</summary>
    public async Task<IReadOnlyList<HelmChannel>> ListChannelsAsync(Caller caller, long groupId, Channel channel, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var readable = VisibleProjects.To(caller, database, time.GetUtcNow()).Where(project =>
            database.GroupAncestors.Any(pair => pair.GroupId == project.GroupId && pair.AncestorId == groupId));
        return await database.HelmChannels.AsNoTracking()
            .Where(one => one.Name == channel.Name && readable.Any(project => project.Id == one.ProjectId))
            .OrderBy(one => one.ProjectId)
            .ToListAsync(cancellationToken);
    }

    /// <summary>What the channel's index shows of these projects: of each version the newest file, of each name its owner's alone.</summary>
    public async Task<List<ChartIndexRow>> ListAsync(long groupId, IReadOnlyList<long> projectIds, Channel channel, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await ChartIndexRows.ReadAsync(
            database, Owned(database, groupId).Where(package => projectIds.Contains(package.ProjectId)), channel, projectId => $"{projectId}", cancellationToken);
    }

    /// <summary>Whether a project's chart, or the provenance of one, of that name is among the group's for the caller.</summary>
    public async Task<bool> HoldsAsync(Caller caller, long groupId, long projectId, string fileName, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var names = ChartFileName.Read(ChartFileName.OfChart(fileName)).Select(one => one.Name).ToList();
        return await VisibleProjects.To(caller, database, time.GetUtcNow()).AnyAsync(project => project.Id == projectId, cancellationToken)
            && await Owned(database, groupId).AnyAsync(package => package.ProjectId == projectId && names.Contains(package.Name), cancellationToken);
    }

    private static IQueryable<Package> Owned(RegistryDbContext database, long groupId)
    {
        var below = database.Projects.Where(project =>
            database.GroupAncestors.Any(pair => pair.GroupId == project.GroupId && pair.AncestorId == groupId)).Select(project => project.Id);
        return database.Packages.AsNoTracking().Where(package => package.Type == PackageType.Helm && below.Contains(package.ProjectId)
            && !database.PackageNames.Any(earlier => earlier.Type == PackageType.Helm && earlier.Name == package.Name
                && earlier.Id < package.PackageNameId && below.Contains(earlier.ProjectId)));
    }
}
