using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Projects;

/// <summary>What pages and commands ask of projects. Each list holds only what the caller may see.</summary>
internal sealed class ProjectQueries(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>
    /// The projects the caller may see, all or those below a group, by full path, from <paramref name="skip"/> on; or only those in
    /// which the caller has a role, those of which a Guest may only know among them.
    /// </summary>
    public async Task<ProjectPage> ListAsync(
        Caller caller, long? groupId, string? search, int skip, int take, CancellationToken cancellationToken, bool ownOnly = false)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var readable = VisibleProjects.To(caller, database, now);
        var visible = readable;
        if (ownOnly)
        {
            visible = caller is Caller.Account user
                ? VisibleProjects.Held(VisibleProjects.To(caller, database, now, AccessLevel.Guest), database, user.UserId, AccessLevel.Guest, now)
                : visible.Where(_ => false);
        }

        if (groupId is not null)
        {
            visible = visible.Where(project => database.GroupAncestors.Any(above => above.GroupId == project.GroupId && above.AncestorId == groupId));
        }

        if (!string.IsNullOrWhiteSpace(search))
        {
            var part = PathGrammar.Key(search.Replace("\0", "", StringComparison.Ordinal).Trim());
            visible = visible.Where(project => project.FullPath.ToLower().Contains(part) || project.Name.ToLower().Contains(part));
        }

        var total = await visible.CountAsync(cancellationToken);
        var projects = await visible
            .OrderBy(project => project.FullPath)
            .Skip(skip)
            .Take(take)
            .Select(Summary(database))
            .ToListAsync(cancellationToken);
        return new ProjectPage(ownOnly ? await CoverAsync(projects, readable, cancellationToken) : projects, total);
    }

    // What is published there is not for Guests.
    private static async Task<IReadOnlyList<ProjectSummary>> CoverAsync(List<ProjectSummary> projects, IQueryable<Project> readable, CancellationToken cancellationToken)
    {
        var ids = projects.ConvertAll(project => project.Id);
        var open = await readable.Where(project => ids.Contains(project.Id)).Select(project => project.Id).ToListAsync(cancellationToken);
        return projects.ConvertAll(project => open.Contains(project.Id) ? project : project with { HasOpenPackages = false, Packages = 0, LastPublishedAt = null });
    }

    /// <summary>One project, whoever asks: the caller has been let in already.</summary>
    public async Task<ProjectSummary?> FindAsync(long projectId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Projects.AsNoTracking()
            .Where(project => project.Id == projectId)
            .Select(Summary(database))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>What the project's settings are, whoever asks: the caller has been let in already.</summary>
    public async Task<ProjectFacts?> FindFactsAsync(long projectId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Projects.AsNoTracking()
            .Where(project => project.Id == projectId)
            .Join(database.Groups, project => project.GroupId, group => group.Id, (project, group) => new ProjectFacts(
                project.FullPath, project.Path, project.Name, project.Description, project.Visibility, group.Visibility, project.AnyoneMayPull))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Where the user may make projects: the own namespace first, then groups in which the user is at least Maintainer.</summary>
    public async Task<IReadOnlyList<NamespaceSummary>> ListNamespacesAsync(Caller.Account caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Groups.AsNoTracking()
            .Where(group => group.UserId == caller.UserId || (group.UserId == null && (caller.IsAdmin || database.Memberships.Any(membership =>
                membership.UserId == caller.UserId
                && membership.AccessLevel >= AccessLevel.Maintainer
                && (membership.ExpiresAt == null || membership.ExpiresAt > now)
                && database.GroupAncestors.Any(above => above.GroupId == group.Id && above.AncestorId == membership.GroupId)))))
            .OrderBy(group => group.UserId == null)
            .ThenBy(group => group.FullPath)
            .Select(group => new NamespaceSummary(group.Id, group.FullPath, group.Visibility, group.UserId != null))
            .ToListAsync(cancellationToken);
    }

    /// <summary>What stands at a path, for the operator.</summary>
    public async Task<Route?> FindRouteAsync(string fullPath, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await NamespaceRows.FindAsync(database, fullPath, cancellationToken);
    }

    private static Expression<Func<Project, ProjectSummary>> Summary(RegistryDbContext database) => project => new ProjectSummary(
        project.Id,
        project.FullPath,
        project.Name,
        project.Description,
        project.Visibility,
        database.Packages.Where(package => package.ProjectId == project.Id && package.Status != PackageStatus.PendingDestruction)
            .Select(package => package.PackageNameId).Distinct().Count(),
        project.CreatedAt,
        database.Packages.Where(package => package.ProjectId == project.Id && package.Status != PackageStatus.PendingDestruction)
            .Max(package => (DateTimeOffset?)package.CreatedAt));
}

/// <summary>A project in a list.</summary>
/// <param name="Packages">How many names it holds packages of.</param>
/// <param name="LastPublishedAt">When its newest version was published; null without any.</param>
internal sealed record ProjectSummary(
    long Id, string FullPath, string Name, string? Description, Visibility Visibility, int Packages, DateTimeOffset CreatedAt, DateTimeOffset? LastPublishedAt)
{
    /// <summary>Whether the caller may see what is published there; if not, nothing of it is told.</summary>
    public bool HasOpenPackages { get; init; } = true;
}

/// <summary>A project as its settings show it.</summary>
/// <param name="Widest">How visible it can be: as what it lies in.</param>
internal sealed record ProjectFacts(
    string FullPath, string Path, string Name, string? Description, Visibility Visibility, Visibility Widest, bool AnyoneMayPull);

/// <summary>A part of a list, and how long the whole is.</summary>
internal sealed record ProjectPage(IReadOnlyList<ProjectSummary> Projects, int Total);

/// <summary>A place for projects.</summary>
internal sealed record NamespaceSummary(long Id, string FullPath, Visibility Visibility, bool IsPersonal);
