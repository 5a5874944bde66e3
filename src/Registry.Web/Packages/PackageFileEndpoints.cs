using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;
using static Registry.Web.Packages.PackageParameters;

namespace Registry.Web.Packages;

/// <summary>The files of a package.</summary>
internal static class PackageFileEndpoints
{
    private static readonly ApiParameter<PackageFileOrder?> OrderBy = ApiParameters.OneOf(
        "order_by", "What to order by.", "id", ("id", PackageFileOrder.Id), ("created_at", PackageFileOrder.CreatedAt), ("file_name", PackageFileOrder.FileName));

    private static readonly ApiParameter<bool?> Descending = Sorting.Descends("asc");

    public static void Map(RouteGroupBuilder project)
    {
        project.MapRead("/packages/{package_id}/package_files", ListAsync)
            .RequirePermission(ProjectPermission.ListPackages).Takes(PackageId, OrderBy, Descending, OffsetPage.Page, OffsetPage.PerPage);
        project.MapRead("/packages/{package_id}/package_files/{package_file_id}/download", DownloadAsync)
            .RequirePermission(ProjectPermission.ListPackages).Takes(PackageId, FileId);
    }

    private static async Task<IResult> ListAsync(HttpContext context, PackageApiQueries packages, PackageFileQueries files, CancellationToken cancellationToken)
    {
        if (await packages.FindAsync(context.GetProject().Id, context.Get(PackageId)!.Value, cancellationToken) is not { } package)
        {
            return GitLabResults.Refused(Refusal.NoSuchRow);
        }

        var (page, builds) = await files.ListAsync(
            package.Id, context.Get(OrderBy) ?? PackageFileOrder.Id, context.Get(Descending) == true, OffsetPage.Of(context), cancellationToken);
        var responses = new PackageResponses(context);
        return GitLabResults.Page(context, page.Select(file => responses.Of(file, builds.GetValueOrDefault(file.Id))), PackageJson.Readable.IReadOnlyListPackageFileResponse);
    }

    private static async Task<IResult> DownloadAsync(
        HttpContext context, PackageApiQueries packages, PackageFileQueries files, ReadyBlobs blobs, PackageDownloads downloads, CancellationToken cancellationToken)
    {
        // A damaged package is shown, but its bytes are not what was published.
        if (await packages.FindAsync(context.GetProject().Id, context.Get(PackageId)!.Value, cancellationToken) is not { Status: not PackageStatus.Error } package
            || await files.FindAsync(package.Id, context.Get(FileId)!.Value, cancellationToken) is not { } file)
        {
            return GitLabResults.Refused(Refusal.NoSuchRow);
        }

        downloads.Note(context, package.Id);

        return BlobResult.Of(context, blobs, file.Sha256, file.FileName);
    }
}
