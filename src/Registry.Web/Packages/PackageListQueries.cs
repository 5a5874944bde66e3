using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Packages;

/// <summary>Lists of packages for programs. However long a page is, it costs the same few queries.</summary>
internal sealed class PackageListQueries(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>A page by its number.</summary>
    public async Task<(Paged<ListedPackage> Page, ListedPackages Packages)> ListAsync(
        PackageScope scope, PackageSearch search, OffsetPage page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = Found(database, scope, search);
        var counted = scope is PackageScope.Project ? found.OrderBy(row => row.Package.CreatedAt) : found.OrderBy(row => row.Package.Id); // as indexes go

        // Ids alone first: to sort whole rows is what would take time.
        var ids = await page.ReadAsync(
            Order(found, search, database.PlainOrder).Select(row => row.Package.Id), cancellationToken, counted.Select(row => row.Package.Id));
        var rows = await RowsAsync(database, ids.Rows, cancellationToken);
        return (new Paged<ListedPackage>(page, rows, ids.HasMore, ids.Total), await DescribeAsync(database, scope, rows, cancellationToken));
    }

    /// <summary>A page by its cursor: by id, which is the order of creation.</summary>
    public async Task<(KeysetRows<ListedPackage> Page, ListedPackages Packages)> ListAsync(
        PackageScope scope, PackageSearch search, KeysetPage page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await page.ReadAsync(Found(database, scope, search), row => row.Package.Id, search.IsDescending, cancellationToken);
        return (rows, await DescribeAsync(database, scope, rows.Rows, cancellationToken));
    }

    private static async Task<IReadOnlyList<ListedPackage>> RowsAsync(RegistryDbContext database, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var rows = await database.Packages.AsNoTracking().Where(package => ids.Contains(package.Id))
            .Join(
                database.Projects,
                package => package.ProjectId,
                project => project.Id,
                (package, project) => new ListedPackage { Package = package, ProjectPath = project.FullPath })
            .ToDictionaryAsync(row => row.Package.Id, cancellationToken);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }

    private async Task<ListedPackages> DescribeAsync(RegistryDbContext database, PackageScope scope, IReadOnlyList<ListedPackage> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(row => row.Package.Id).ToList();
        var relations = await PackageRelations.ReadAsync(database, database.Packages.Where(package => ids.Contains(package.Id)).Select(package => package.Id), cancellationToken);
        return new ListedPackages(rows, relations, await DeletableAsync(database, scope, rows, cancellationToken));
    }

    private async Task<IReadOnlySet<long>> DeletableAsync(RegistryDbContext database, PackageScope scope, IReadOnlyList<ListedPackage> rows, CancellationToken cancellationToken)
    {
        if (scope is not PackageScope.Group group)
        {
            return scope is PackageScope.Project { MayDelete: true } project ? new HashSet<long> { project.Known.Id } : new HashSet<long>();
        }

        var projects = rows.Select(row => row.Package.ProjectId).Distinct().ToList();
        return await DeletableProjects.To(group.Caller, database, time.GetUtcNow())
            .Where(project => projects.Contains(project.Id)).Select(project => project.Id).ToHashSetAsync(cancellationToken);
    }

    private IQueryable<ListedPackage> Found(RegistryDbContext database, PackageScope scope, PackageSearch search)
    {
        var rows = scope switch
        {
            PackageScope.Project { Known: var project } => OfProject(database, project),
            PackageScope.Group group => OfGroup(database, group, time.GetUtcNow()),
            _ => throw new InvalidOperationException("No such scope."),
        };

        // What was swept out of the trash is no package any more.
        rows = search.Status is { } status
            ? rows.Where(row => row.Package.Status == status && row.Package.PurgedAt == null)
            : rows.Where(row => PackageStatuses.Displayed.Contains(row.Package.Status));
        if (search.Status is PackageStatus.Hidden)
        {
            var showing = HiddenPackages.VisibleIn(database, scope, time.GetUtcNow());
            rows = rows.Where(row => showing.Any(project => project.Id == row.Package.ProjectId));
        }

        rows = search.Type is { } type ? rows.Where(row => row.Package.Type == type) : rows;
        rows = search.Version is { } version ? rows.Where(row => row.Package.Version == version) : rows;
        return search.NameParts.Aggregate(rows, (found, part) => found.Where(row => row.Package.Name.ToLower().Contains(part)));
    }

    private static IQueryable<ListedPackage> OfProject(RegistryDbContext database, KnownProject project)
    {
        var (id, path) = (project.Id, project.FullPath);
        return database.Packages.AsNoTracking().Where(package => package.ProjectId == id).Select(package => new ListedPackage { Package = package, ProjectPath = path });
    }

    private static IQueryable<ListedPackage> OfGroup(RegistryDbContext database, PackageScope.Group group, DateTimeOffset now)
    {
        var (id, withSubgroups) = (group.Id, group.WithSubgroups);
        var groups = database.GroupAncestors.Where(pair => pair.AncestorId == id && (withSubgroups || pair.Depth == 0)).Select(pair => pair.GroupId);
        return VisibleProjects.To(group.Caller, database, now)
            .Where(project => groups.Contains(project.GroupId))
            .Join(
                database.Packages.AsNoTracking(),
                project => project.Id,
                package => package.ProjectId,
                (project, package) => new ListedPackage { Package = package, ProjectPath = project.FullPath });
    }

    // Equals follow their ids, so that no page shows a package twice.
    private static IQueryable<ListedPackage> Order(IQueryable<ListedPackage> rows, PackageSearch search, string plain) => (search.Order, search.IsDescending) switch
    {
        (PackageOrder.Name, false) => rows.OrderBy(row => EF.Functions.Collate(row.Package.Name, plain)).ThenBy(row => row.Package.Id),
        (PackageOrder.Name, true) => rows.OrderByDescending(row => EF.Functions.Collate(row.Package.Name, plain)).ThenByDescending(row => row.Package.Id),
        (PackageOrder.Version, false) => rows.OrderBy(row => EF.Functions.Collate(row.Package.Version, plain)).ThenBy(row => row.Package.Id),
        (PackageOrder.Version, true) => rows.OrderByDescending(row => EF.Functions.Collate(row.Package.Version, plain)).ThenByDescending(row => row.Package.Id),
        (PackageOrder.Type, false) => rows.OrderBy(row => row.Package.Type).ThenBy(row => row.Package.Id),
        (PackageOrder.Type, true) => rows.OrderByDescending(row => row.Package.Type).ThenByDescending(row => row.Package.Id),

        // As GitLab: within a project the newest are first, whatever the direction.
        (PackageOrder.ProjectPath, false) => rows.OrderBy(row => EF.Functions.Collate(row.ProjectPath, plain)).ThenByDescending(row => row.Package.Id),
        (PackageOrder.ProjectPath, true) => rows.OrderByDescending(row => EF.Functions.Collate(row.ProjectPath, plain)).ThenByDescending(row => row.Package.Id),
        (_, false) => rows.OrderBy(row => row.Package.CreatedAt).ThenBy(row => row.Package.Id),
        (_, true) => rows.OrderByDescending(row => row.Package.CreatedAt).ThenByDescending(row => row.Package.Id),
    };
}
