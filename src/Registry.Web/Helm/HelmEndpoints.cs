using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Hosting;
using Registry.Web.Http;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>GitLab's Helm API: a channel's index, its charts, and the upload.</summary>
internal static class HelmEndpoints
{
    /// <summary>As GitLab answers an index.</summary>
    internal const string IndexType = "text/yaml";

    private const string ChartField = "chart";
    private const string ProvenanceField = "prov";

    public static IServiceCollection AddHelm(this IServiceCollection services) => services
        .AddSettings<HelmOptions>(HelmOptions.Section, options => options.Faults())
        .AddSingleton<ChartQueries>()
        .AddSingleton<ChartFiles>()
        .AddSingleton<ChartIndexes>()
        .AddSingleton<ChartPublisher>()
        .AddSingleton<ChartDownload>()
        .AddSingleton<ProvenanceKeeper>()
        .AddSingleton<GroupCharts>()
        .AddSingleton<GroupChartIndexes>()
        .AddSingleton<IPackageUpkeep, HelmUpkeep>()
        .AddSingleton<IPackageFormat, HelmFormat>()
        .AddSingleton<IPackagePage, ChartPage>()
        .AddSingleton<IBrowserUpload, ChartBrowserUpload>();

    public static void MapHelm(this IEndpointRouteBuilder app)
    {
        var helm = app.MapGroup("/api/v4/projects/{project}/packages/helm").WithMetadata(new HelmDialect());
        helm.MapRead("/{channel}/index.yaml", GetIndexAsync).RequirePermission(ProjectPermission.ReadPackages);
        helm.MapRead("/{channel}/charts/{fileName}", DownloadChartAsync).RequirePermission(ProjectPermission.ReadPackages);
        helm.MapPost("/api/{channel}/charts", UploadChartAsync).RequirePermission(ProjectPermission.PublishPackages)
            .WithMetadata(new HelmUploadDialect(), new DisableRequestSizeLimitAttribute()); // the limit is the chart's own
        var group = app.MapGroup("/api/v4/groups/{group}/-/packages/helm").WithMetadata(new HelmDialect());
        group.MapRead("/{channel}/index.yaml", GetGroupIndexAsync).RequireVisibleGroup();
        group.MapRead("/{channel}/charts/{projectId:long}/{fileName}", DownloadGroupChartAsync).RequireVisibleGroup();
        helm.MapPost("/api/{**rest}", RefuseStrayUpload).RequirePermission(ProjectPermission.PublishPackages).WithMetadata(new HelmUploadDialect());
    }

    private static async Task<IResult> GetIndexAsync(
        HttpContext context, string channel, ChartIndexes indexes, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        if (!Channel.TryParse(channel, out var known))
        {
            return GitLabResults.Refused(Refusal.Parameter("channel is invalid"));
        }

        var index = await indexes.GetAsync(context.GetProject().Id, known, publicUrl.PathBase(context.Request), context.GetStamps().Content, cancellationToken);
        await index.WriteAsync(context);
        return TypedResults.Empty;
    }

    private static Task<IResult> DownloadChartAsync(
        HttpContext context, string channel, string fileName, ChartDownload download, CancellationToken cancellationToken) =>
        download.AnswerAsync(context, context.GetProject().Id, channel, fileName, cancellationToken);

    private static async Task<IResult> GetGroupIndexAsync(HttpContext context, string channel, GroupChartIndexes indexes, CancellationToken cancellationToken)
    {
        if (!Channel.TryParse(channel, out var known))
        {
            return GitLabResults.Refused(Refusal.Parameter("channel is invalid"));
        }

        var index = await indexes.GetAsync(context.GetCaller(), context.GetGroup().Id, known, context.GetStamps(), cancellationToken);
        await index.WriteAsync(context);
        return TypedResults.Empty;
    }

    private static async Task<IResult> DownloadGroupChartAsync(
        HttpContext context, string channel, long projectId, string fileName, GroupCharts charts, ChartDownload download, CancellationToken cancellationToken) =>
        await charts.HoldsAsync(context.GetCaller(), context.GetGroup().Id, projectId, fileName, cancellationToken)
            ? await download.AnswerAsync(context, projectId, channel, fileName, cancellationToken)
            : GitLabResults.Refused(Refusal.NotFound("Package"));

    private static async Task<IResult> UploadChartAsync(
        HttpContext context, string channel, ChartPublisher publisher, ProjectDecisions decisions, FileBlobStore blobs, IOptions<HelmOptions> options, CancellationToken cancellationToken)
    {
        if (!Channel.TryParse(channel, out var known))
        {
            return GitLabResults.Refused(Refusal.Parameter("channel is invalid"));
        }

        var limits = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            [ChartField] = context.GetProject().MaxFileSize(PackageType.Helm, options.Value.MaxChartSize),
            [ProvenanceField] = ChartProvenance.MaxSize,
        };
        var reading = await FormFiles.ReadAsync(context.Request, limits, blobs, cancellationToken);
        if (reading is not FormFileReading.Received { Files: var files })
        {
            return GitLabResults.Refused(ToRefusal(reading));
        }

        await using (files)
        {
            var upload = new ChartUpload(context.GetProject().Id, known, context.GetCaller(), context.GetAuditSource(), await decisions.GuardAsync(context));
            var result = files[ChartField] is { } chart ? await publisher.PublishAsync(upload, chart, files[ProvenanceField], cancellationToken)
                : files[ProvenanceField] is { } provenance ? await publisher.AddProvenanceAsync(upload, provenance, cancellationToken)
                : null;
            return result switch
            {
                ChartPublishResult.Published => GitLabResults.Created(),
                ChartPublishResult.Unusable unusable => GitLabResults.Refused(new Refusal(StatusCodes.Status422UnprocessableEntity, unusable.Reason)),
                ChartPublishResult.Duplicate duplicate => GitLabResults.Refused(new Refusal(
                    StatusCodes.Status409Conflict,
                    $"409 Conflict - {duplicate.Name} {duplicate.Version} exists, and the project refuses other bytes for it: publish a new version")),
                ChartPublishResult.Guarded guarded => GitLabResults.Refused(guarded.Refusal),
                _ => GitLabResults.Refused(Refusal.Parameter("chart is missing")),
            };
        }
    }

    // helm cm-push puts its address together from contextPath and the repository's; from one with a path in it comes this.
    private static IResult RefuseStrayUpload(HttpContext context, PublicUrl publicUrl) =>
        GitLabResults.Refused(Refusal.NotFound() with
        {
            Error = "There is no such upload address. For helm cm-push add the repository by the project's number: "
                + $"{publicUrl.Of(context.Request)}/api/v4/projects/{context.GetProject().Id}/packages/helm/<channel>",
        });

    private static Refusal ToRefusal(FormFileReading reading) => reading switch
    {
        FormFileReading.NotAFile invalid => new Refusal(
            StatusCodes.Status400BadRequest, $"400 Bad request - {invalid.Field} is text, not a file: write {invalid.Field}=@<file>", $"{invalid.Field} is invalid"),
        FormFileReading.Empty empty => Refusal.Parameter($"{empty.Field} is empty"),
        FormFileReading.TooLarge large => Refusal.BadRequest($"File is too large: the limit is {large.Limit} bytes"),
        FormFileReading.Malformed malformed => Refusal.BadRequest($"The form cannot be read: {malformed.Reason}"),
        FormFileReading.NotAForm => new Refusal(
            StatusCodes.Status415UnsupportedMediaType, "415 Unsupported Media Type - Send the chart as the field 'chart' of a multipart/form-data form."),
        _ => throw new InvalidOperationException($"A reading that nobody foresaw: {reading}."),
    };
}
