using Registry.Web.Auth;
using Registry.Web.Http;
using static Registry.Web.Packages.PackageParameters;

namespace Registry.Web.Packages;

/// <summary>Deleting packages and files, and taking packages out of the trash.</summary>
internal static class RemovalEndpoints
{
    public static void Map(RouteGroupBuilder project)
    {
        project.MapDelete("/packages/{package_id}", DeletePackageAsync).RequirePermission(ProjectPermission.DeletePackages).Takes(PackageId);
        project.MapDelete("/packages/{package_id}/package_files/{package_file_id}", DeleteFileAsync)
            .RequirePermission(ProjectPermission.DeletePackages).Takes(PackageId, FileId);
        project.MapPost("/packages/{package_id}/restore", RestoreAsync).RequirePermission(ProjectPermission.DeletePackages).Takes(PackageId);
    }

    private static async Task<IResult> DeletePackageAsync(HttpContext context, PackageRemover remover, ProjectDecisions decisions, CancellationToken cancellationToken) =>
        Answer(await remover.DeleteAsync(await ChangeAsync(context, decisions), cancellationToken));

    private static async Task<IResult> DeleteFileAsync(HttpContext context, PackageRemover remover, ProjectDecisions decisions, CancellationToken cancellationToken) =>
        Answer(await remover.DeleteFileAsync(await ChangeAsync(context, decisions), context.Get(FileId)!.Value, cancellationToken));

    private static async Task<IResult> RestoreAsync(HttpContext context, PackageRemover remover, ProjectDecisions decisions, CancellationToken cancellationToken) =>
        Answer(await remover.RestoreAsync(await ChangeAsync(context, decisions), cancellationToken));

    private static async Task<PackageChange> ChangeAsync(HttpContext context, ProjectDecisions decisions) => new(
        context.GetProject().Id,
        context.Get(PackageId)!.Value,
        context.GetAuditSource(),
        await decisions.GuardAsync(context),
        Preconditions.UnmodifiedSince(context));

    private static IResult Answer(RemovalResult result) => result switch
    {
        RemovalResult.Done => TypedResults.NoContent(),
        RemovalResult.Guarded guarded => GitLabResults.Refused(guarded.Refusal),
        RemovalResult.Modified => GitLabResults.Refused(Refusal.PreconditionFailed),
        RemovalResult.ExistsAgain again => GitLabResults.Refused(new Refusal(
            StatusCodes.Status409Conflict, $"409 Conflict - {again.Name} {again.Version} was published again since: delete that one to restore this one")),
        _ => GitLabResults.Refused(Refusal.NoSuchRow),
    };
}
