using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Packages;

/// <summary>What a filter lets through, as a part of queries, with the caller's rights within.</summary>
internal static class FoundPackages
{
    public static IQueryable<Package> Of(RegistryDbContext database, PackageScope scope, PackageFilter filter, DateTimeOffset now)
    {
        var packages = InScope(database, scope, now);

        // What was swept out of the trash is no package any more; what lies in it has a page of its own.
        packages = filter.Status is { } status
            ? packages.Where(package => package.Status == status)
            : packages.Where(package => PackageStatuses.Displayed.Contains(package.Status));
        if (filter.Status is PackageStatus.Hidden)
        {
            var showing = HiddenPackages.VisibleIn(database, scope, now);
            packages = packages.Where(package => showing.Any(project => project.Id == package.ProjectId));
        }

        if (filter.Type is { } type)
        {
            packages = packages.Where(package => package.Type == type);
        }

        foreach (var word in filter.Text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(8))
        {
            packages = packages.Where(package => package.Name.ToLower().Contains(word) || package.Version.ToLower().Contains(word));
        }

        if (filter.Branch is { Length: > 0 } branch)
        {
            packages = packages.Where(package => database.PackagePipelines.Any(link => link.PackageId == package.Id
                && database.Pipelines.Any(pipeline => pipeline.Id == link.PipelineId && pipeline.Ref == branch)));
        }

        var (from, before) = Between(filter, now);
        packages = from is { } first ? packages.Where(package => package.CreatedAt >= first) : packages;
        return before is { } end ? packages.Where(package => package.CreatedAt < end) : packages;
    }

    private static IQueryable<Package> InScope(RegistryDbContext database, PackageScope scope, DateTimeOffset now)
    {
        var packages = database.Packages.AsNoTracking();
        switch (scope)
        {
            case PackageScope.Project { Known.Id: var projectId }:
                return packages.Where(package => package.ProjectId == projectId);
            case PackageScope.Group group:
                var (id, withSubgroups) = (group.Id, group.WithSubgroups);
                var visible = VisibleProjects.To(group.Caller, database, now)
                    .Where(project => database.GroupAncestors.Any(pair => pair.AncestorId == id && pair.GroupId == project.GroupId && (withSubgroups || pair.Depth == 0)));
                return packages.Where(package => visible.Any(project => project.Id == package.ProjectId));
            default:
                throw new InvalidOperationException("No such scope.");
        }
    }

    private static (DateTimeOffset? From, DateTimeOffset? Before) Between(PackageFilter filter, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var since = filter.Days is { } days ? today.AddDays(-days) : (DateOnly?)null;
        var first = since is null || filter.From > since ? filter.From ?? since : since;
        return (Beginning(first), Beginning(filter.To?.AddDays(1)));
    }

    private static DateTimeOffset? Beginning(DateOnly? day) => day is { } date ? new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
}
