using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Projects;

/// <summary>What a page says of the project or group that its request was let into.</summary>
internal sealed class Outlines(IDbContextFactory<RegistryDbContext> databases, ProjectDecisions decisions, GroupDecisions groups)
{
    /// <summary>Null if the project has been deleted since.</summary>
    public async Task<ProjectOutline?> OfProjectAsync(HttpContext context)
    {
        var project = context.GetProject();
        var id = project.Id;
        await using var database = await databases.CreateDbContextAsync(context.RequestAborted);
        var counts = await database.Projects.AsNoTracking().Where(row => row.Id == id).Select(row => new
        {
            row.Name,
            Packages = database.Packages.Where(package => package.ProjectId == id
                    && (package.Status == PackageStatus.Default || package.Status == PackageStatus.Error || package.Status == PackageStatus.Deprecated))
                .Select(package => package.PackageNameId).Distinct().Count(),
            Pipelines = database.Pipelines.Count(pipeline => pipeline.ProjectId == id),
        }).SingleOrDefaultAsync(context.RequestAborted);
        if (counts is null)
        {
            return null;
        }

        var request = await decisions.RequestAsync(context);
        return new ProjectOutline(
            id,
            project.FullPath,
            counts.Name,
            counts.Packages,
            counts.Pipelines,
            await MayAsync(ProjectPermission.ListPackages),
            await MayAsync(ProjectPermission.PublishPackages),
            await MayAsync(ProjectPermission.DeletePackages),
            await MayAsync(ProjectPermission.ReadSettings));

        async Task<bool> MayAsync(ProjectPermission permission) =>
            await decisions.DecideAsync(request, project, permission, context.RequestAborted) == AccessDenial.None;
    }

    public async Task<GroupOutline> OfGroupAsync(HttpContext context)
    {
        var group = context.GetGroup();
        await using var database = await databases.CreateDbContextAsync(context.RequestAborted);
        var name = await database.Groups.AsNoTracking().Where(row => row.Id == group.Id).Select(row => row.Name).SingleAsync(context.RequestAborted);
        var role = await groups.RoleAsync(context, context.RequestAborted);
        return new GroupOutline(
            group.Id, group.FullPath, name, group.IsPersonal, GroupDecisions.Suffices(role, GroupPermission.MaintainGroup), GroupDecisions.Suffices(role, GroupPermission.OwnGroup));
    }
}
