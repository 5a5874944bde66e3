using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Projects;

/// <summary>What the API asks of projects. Each list holds only what the caller may see.</summary>
internal sealed class ProjectListing(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>One project, whoever asks: the caller has been let in already.</summary>
    public async Task<ProjectResponse?> FindAsync(long projectId, Caller caller, string publicUrl, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = await database.Projects.AsNoTracking().Where(project => project.Id == projectId).ToListAsync(cancellationToken);
        return (await ProjectViews.ReadAsync(database, found, caller, time.GetUtcNow(), publicUrl, cancellationToken)).SingleOrDefault();
    }

    public async Task<Paged<ProjectResponse>> ListAsync(OffsetPage page, Caller caller, ProjectFilter filter, string publicUrl, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = await page.ReadAsync(Ordered(Filtered(database, caller, filter, now), filter), cancellationToken);
        var shown = await ProjectViews.ReadAsync(database, found.Rows, caller, now, publicUrl, cancellationToken);
        return new Paged<ProjectResponse>(found.Page, shown, found.HasMore, found.Total);
    }

    /// <summary>By id, from a cursor on.</summary>
    public async Task<KeysetRows<ProjectResponse>> ListAsync(KeysetPage page, Caller caller, ProjectFilter filter, string publicUrl, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = await page.ReadAsync(Filtered(database, caller, filter, now), project => project.Id, filter.Descending, cancellationToken);
        return new KeysetRows<ProjectResponse>(
            await ProjectViews.ReadAsync(database, found.Rows, caller, now, publicUrl, cancellationToken), found.Next, found.Previous);
    }

    /// <summary>The user of that id or user name.</summary>
    public async Task<long?> FindUserAsync(string named, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var key = named.ToUpperInvariant();
        var id = long.TryParse(named, out var number) ? number : 0;
        return await database.Users.Where(user => user.NormalizedUserName == key || user.Id == id).Select(user => (long?)user.Id).FirstOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<Project> Filtered(RegistryDbContext database, Caller caller, ProjectFilter filter, DateTimeOffset now)
    {
        var projects = VisibleProjects.To(caller, database, now, AccessLevel.Guest);
        projects = filter.Place switch
        {
            ProjectPlace.InGroup { WithAllBelow: true, GroupId: var groupId } => projects.Where(project =>
                database.GroupAncestors.Any(above => above.GroupId == project.GroupId && above.AncestorId == groupId)),
            ProjectPlace.InGroup { GroupId: var groupId } => projects.Where(project => project.GroupId == groupId),
            ProjectPlace.OfUser { UserId: var userId } => projects.Where(project => database.Groups.Any(own => own.Id == project.GroupId && own.UserId == userId)),
            _ => projects,
        };
        if (filter.Search?.ToLowerInvariant() is { } part)
        {
            projects = projects.Where(project => project.Path.ToLower().Contains(part) || project.Name.ToLower().Contains(part) || project.Description!.ToLower().Contains(part));
        }

        if (filter.Visibility is { } visibility)
        {
            projects = projects.Where(project => project.Visibility == visibility);
        }

        return filter.LeastRole is not { } least ? projects
            : caller is Caller.Account account ? VisibleProjects.Held(projects, database, account.UserId, least, now)
            : projects.Where(_ => false); // nobody in particular is a member of nothing
    }

    private static IQueryable<Project> Ordered(IQueryable<Project> projects, ProjectFilter filter) => (filter.Order, filter.Descending) switch
    {
        (ProjectOrder.Name, true) => projects.OrderByDescending(project => project.Name).ThenByDescending(project => project.Id),
        (ProjectOrder.Name, false) => projects.OrderBy(project => project.Name).ThenBy(project => project.Id),
        (ProjectOrder.Path, true) => projects.OrderByDescending(project => project.Path).ThenByDescending(project => project.Id),
        (ProjectOrder.Path, false) => projects.OrderBy(project => project.Path).ThenBy(project => project.Id),
        (ProjectOrder.CreatedAt, true) => projects.OrderByDescending(project => project.CreatedAt).ThenByDescending(project => project.Id),
        (ProjectOrder.CreatedAt, false) => projects.OrderBy(project => project.CreatedAt).ThenBy(project => project.Id),
        (_, true) => projects.OrderByDescending(project => project.Id),
        _ => projects.OrderBy(project => project.Id),
    };
}

/// <summary>Which projects are asked for, and in which order.</summary>
/// <param name="LeastRole">Only those in which the caller has at least that role.</param>
internal sealed record ProjectFilter(ProjectPlace? Place, string? Search, Visibility? Visibility, AccessLevel? LeastRole, ProjectOrder Order, bool Descending);

/// <summary>Where to look for projects.</summary>
internal abstract record ProjectPlace
{
    private ProjectPlace()
    {
    }

    public sealed record InGroup(long GroupId, bool WithAllBelow) : ProjectPlace;

    public sealed record OfUser(long UserId) : ProjectPlace;
}

internal enum ProjectOrder
{
    Id = 0,
    Name,
    Path,
    CreatedAt,
}
