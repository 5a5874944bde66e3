using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Hosting;
using Registry.Web.Http;
using Registry.Web.Packages.Contents;

namespace Registry.Web.Packages;

/// <summary>Packages whatever their format.</summary>
internal static class PackagesEndpoints
{
    public static IServiceCollection AddPackages(this IServiceCollection services) => services
        .AddSettings<PackagesOptions>(PackagesOptions.Section, options => options.Faults())
        .AddSingleton<PackagePublisher>()
        .AddSingleton<PackageRemover>()
        .AddSingleton<DamagedPackages>()
        .AddSingleton<ProtectionRules>()
        .AddSingleton<Sweeping>()
        .AddHostedService(provider => provider.GetRequiredService<Sweeping>())
        .AddSingleton<PackageSettingsChanges>()
        .AddSingleton<PackageSettingsQueries>()
        .AddSingleton<DuplicateRule>()
        .AddSingleton<ForwardingRule>()
        .AddSingleton<PackageQueries>()
        .AddSingleton<WorkbenchQueries>()
        .AddSingleton<PackageRowReader>()
        .AddSingleton<PackageRowQueries>()
        .AddSingleton<RecentPackages>()
        .AddSingleton<BulkRemoval>()
        .AddSingleton<PackageDeprecation>()
        .AddSingleton<TrashQueries>()
        .AddSingleton<PackageFeedQueries>()
        .AddSingleton<UsageQueries>()
        .AddSingleton<PackagePageQueries>()
        .AddSingleton<PackageActivity>()
        .AddSingleton<OpenPackages>()
        .AddSingleton<UploadProblems>()
        .AddSingleton<PackageListQueries>()
        .AddSingleton<PackageApiQueries>()
        .AddSingleton<PackageFileQueries>()
        .AddSingleton<PackageDownloads>()
        .AddHostedService(provider => provider.GetRequiredService<PackageDownloads>());

    public static void MapPackages(this IEndpointRouteBuilder app)
    {
        var project = app.MapProjectApi();
        PackageListEndpoints.Map(project, app.MapGroupApi());
        PackageEndpoints.Map(project);
        PackageFileEndpoints.Map(project);
        RemovalEndpoints.Map(project);
        ProtectionRuleEndpoints.Map(project);
        PackageSettingsEndpoints.Map(project);
        PackagePageEndpoints.Map(app);
        UploadEndpoints.Map(app);
        PackageFeedEndpoints.Map(app);
        BadgeEndpoints.Map(app);
        app.MapRead("/{project}/-/package_files/{fileId:long}/download", DownloadAsync)
            .RequirePermission(ProjectPermission.ReadPackages);
        app.MapRead("/{project}/-/packages/arrived", TellArrivalAsync)
            .RequirePermission(ProjectPermission.ListPackages);
    }

    // The page of an empty project asks every few seconds whether the first package has come.
    private static async Task<IResult> TellArrivalAsync(HttpContext context, PackageRowQueries packages, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await packages.HasAnyAsync(context.GetProject().Id, withHidden: false, cancellationToken) ? TypedResults.Ok() : TypedResults.NoContent();
    }

    private static async Task<IResult> DownloadAsync(
        HttpContext context, long fileId, PackageQueries packages, ReadyBlobs blobs, PackageDownloads downloads, CancellationToken cancellationToken)
    {
        if (await packages.FindFileAsync(context.GetProject().Id, fileId, cancellationToken) is not { } file)
        {
            return TypedResults.NotFound();
        }

        downloads.Note(context, file.PackageId);

        return BlobResult.Of(context, blobs, file.Sha256, file.FileName);
    }
}
