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
        .AddSingleton<PackageRowReader>()
        .AddSingleton<PackageRowQueries>()
        .AddSingleton<RecentPackages>()
        .AddSingleton<BulkRemoval>()
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
        UploadEndpoints.Map(app);
        PackageFeedEndpoints.Map(app);
        BadgeEndpoints.Map(app);
        app.MapRead("/{project}/-/package_files/{fileId:long}/download", DownloadAsync)
            .RequirePermission(ProjectPermission.ReadPackages);
        app.MapMethods("/{project}/-/packages/{id:long}/raw", [HttpMethods.Get, HttpMethods.Head], ShowRawAsync).RequirePermission(ProjectPermission.ListPackages);
        app.MapMethods("/{project}/-/packages/by_name/{type}/{**name}", [HttpMethods.Get, HttpMethods.Head], FindByNameAsync)
            .RequirePermission(ProjectPermission.ListPackages);
        app.MapRead("/{project}/-/packages/arrived", TellArrivalAsync)
            .RequirePermission(ProjectPermission.ListPackages);
    }

    // A text from a package is only ever a text: no browser makes a page of it.
    private static async Task<IResult> ShowRawAsync(HttpContext context, long id, string? path, PackageQueries packages, ProjectDecisions decisions, CancellationToken cancellationToken)
    {
        var details = await packages.FindAsync(context.GetProject().Id, id, await decisions.MayDeleteAsync(context), cancellationToken);
        if (details is null || await details.Page.OpenAsync(details, cancellationToken) is not PackageOpening.Opened opened || opened.Contents.Find(path) is not { Data: { } data })
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Bytes(data, "text/plain; charset=utf-8");
    }

    // Moves with the newest version, so nobody may keep it.
    private static async Task<IResult> FindByNameAsync(HttpContext context, string type, string name, PackageQueries packages, CancellationToken cancellationToken)
    {
        var known = PackageTypeNames.All.Where(one => one.Word == type).Select(one => (PackageType?)one.Type).FirstOrDefault();
        var project = context.GetProject();
        if (known is null || await packages.FindNewestAsync(project.Id, known.Value, RawPath.Unfold(name), cancellationToken) is not { } id)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.LocalRedirect($"~/{project.FullPath}/-/packages/{id}");
    }

    // The page of an empty project asks every few seconds whether the first package has come.
    private static async Task<IResult> TellArrivalAsync(HttpContext context, PackageRowQueries packages, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await packages.HasAnyAsync(context.GetProject().Id, cancellationToken) ? TypedResults.Ok() : TypedResults.NoContent();
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
