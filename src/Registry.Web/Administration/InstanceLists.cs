using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Administration;

/// <summary>All groups and projects there are, by full path.</summary>
internal sealed class InstanceLists(IDbContextFactory<RegistryDbContext> databases)
{
    /// <param name="search">A part of the path or name; null for all.</param>
    /// <param name="personal">The own namespaces of users instead of groups.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Paged<GroupLine>> ListGroupsAsync(string? search, bool personal, OffsetPage page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var groups = database.Groups.AsNoTracking().Where(group => group.UserId != null == personal);
        if (Part(search) is { } part)
        {
            groups = groups.Where(group => group.FullPath.ToLower().Contains(part) || group.Name.ToLower().Contains(part));
        }

        return await page.ReadAsync(
            groups.OrderBy(group => group.FullPath).Select(group => new GroupLine(
                group.FullPath,
                group.Name,
                group.Visibility,
                database.Projects.Count(project => database.GroupAncestors.Any(pair => pair.GroupId == project.GroupId && pair.AncestorId == group.Id)),
                database.Memberships.Count(membership => membership.GroupId == group.Id),
                group.CreatedAt)),
            cancellationToken,
            groups.OrderBy(group => group.Id).Select(group => new GroupLine(group.FullPath, group.Name, group.Visibility, 0, 0, group.CreatedAt)));
    }

    /// <param name="search">A part of the path or name; null for all.</param>
    /// <param name="visibility">Only such; null for all.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Paged<ProjectLine>> ListProjectsAsync(string? search, Visibility? visibility, OffsetPage page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var projects = database.Projects.AsNoTracking();
        if (Part(search) is { } part)
        {
            projects = projects.Where(project => project.FullPath.ToLower().Contains(part) || project.Name.ToLower().Contains(part));
        }

        if (visibility is { } asked)
        {
            projects = projects.Where(project => project.Visibility == asked);
        }

        return await page.ReadAsync(
            projects.OrderBy(project => project.FullPath).Select(project => new ProjectLine(
                project.Id,
                project.FullPath,
                project.Visibility,
                project.AnyoneMayPull,
                database.PackageNames.Count(name => name.ProjectId == project.Id
                    && database.Packages.Any(package => package.PackageNameId == name.Id && package.Status != PackageStatus.PendingDestruction)),
                database.Packages.Where(package => package.ProjectId == project.Id).Max(package => (DateTimeOffset?)package.CreatedAt),
                project.CreatedAt)),
            cancellationToken,
            projects.OrderBy(project => project.Id)
                .Select(project => new ProjectLine(project.Id, project.FullPath, project.Visibility, project.AnyoneMayPull, 0, null, project.CreatedAt)));
    }

    private static string? Part(string? search) =>
        string.IsNullOrWhiteSpace(search) ? null : search.Replace("\0", "", StringComparison.Ordinal).Trim().ToLowerInvariant();
}

/// <param name="Projects">In it and below.</param>
/// <param name="Members">With a role of their own in it.</param>
internal sealed record GroupLine(string FullPath, string Name, Visibility Visibility, int Projects, int Members, DateTimeOffset CreatedAt);

/// <param name="Packages">How many names it holds.</param>
/// <param name="PublishedAt">When the last version was published; null for never.</param>
internal sealed record ProjectLine(
    long Id, string FullPath, Visibility Visibility, bool AnyoneMayPull, int Packages, DateTimeOffset? PublishedAt, DateTimeOffset CreatedAt);
