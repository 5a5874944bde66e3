using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Registry.Data.Blobs;
using Registry.Web.Auth;
using Registry.Web.Hosting;
using Registry.Web.Http;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>GitLab's Helm API: a channel's index, its charts, and the upload.</summary>
internal static class HelmEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddHelm(this IServiceCollection services) => services
        .AddSettings<HelmOptions>(HelmOptions.Section, options => options.Faults())
        .AddSingleton<ChartQueries>()
        .AddSingleton<ChartIndexes>()
        .AddSingleton<ChartPublisher>()
        .AddSingleton<IPackageFormat, HelmFormat>();

    public static void MapHelm(this IEndpointRouteBuilder app)
    {
        var helm = app.MapGroup("/api/v4/projects/{project}/packages/helm").WithMetadata(new HelmDialect());
        helm.MapMethods("/{channel}/index.yaml", Reading, GetIndexAsync).RequirePermission(ProjectPermission.ReadPackages);
        helm.MapMethods("/{channel}/charts/{fileName}", Reading, DownloadChartAsync).RequirePermission(ProjectPermission.ReadPackages);
        helm.MapPost("/api/{channel}/charts", UploadChartAsync).RequirePermission(ProjectPermission.PublishPackages)
            .WithMetadata(new HelmUploadDialect(), new DisableRequestSizeLimitAttribute()); // the limit is the chart's own
    }

    private static async Task<IResult> GetIndexAsync(
        HttpContext context, string channel, ChartIndexes indexes, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        if (!Channel.TryParse(channel, out var known))
        {
            return GitLabResults.Refused(Refusal.Parameter("channel is invalid"));
        }

        var index = await indexes.GetAsync(context.GetProject().Id, known, publicUrl.PathBase(context.Request), context.GetContentStamp(), cancellationToken);
        await index.WriteAsync(context);
        return TypedResults.Empty;
    }

    private static async Task<IResult> DownloadChartAsync(
        HttpContext context, string channel, string fileName, ChartQueries charts, PackageDownloads downloads, FileBlobStore blobs, CancellationToken cancellationToken)
    {
        if (!Channel.TryParse(channel, out var known))
        {
            return GitLabResults.Refused(Refusal.Parameter("channel is invalid"));
        }

        if (!fileName.EndsWith(ChartFileName.Extension, StringComparison.Ordinal))
        {
            var isOther = fileName.LastIndexOf(ChartFileName.Extension + ".", StringComparison.Ordinal) > 0;
            return GitLabResults.Refused(Refusal.NotFound(isOther ? $"Format {fileName[(fileName.LastIndexOf('.') + 1)..]}" : null));
        }

        if (await charts.FindFileAsync(context.GetProject().Id, known, fileName, cancellationToken) is not { } file)
        {
            return GitLabResults.Refused(Refusal.NotFound("Package"));
        }

        if (HttpMethods.IsGet(context.Request.Method))
        {
            downloads.Note(file.PackageId);
        }

        return BlobResult.Of(blobs, file.Sha256, file.FileName);
    }

    private static async Task<IResult> UploadChartAsync(
        HttpContext context, string channel, ChartPublisher publisher, FileBlobStore blobs, IOptions<HelmOptions> options, CancellationToken cancellationToken)
    {
        if (!Channel.TryParse(channel, out var known))
        {
            return GitLabResults.Refused(Refusal.Parameter("channel is invalid"));
        }

        var limit = options.Value.MaxChartSize;
        var reading = await FormFiles.ReadAsync(context.Request, "chart", blobs, limit, cancellationToken);
        if (reading is not FormFileReading.Received { File: var staged })
        {
            return GitLabResults.Refused(ToRefusal(reading, limit));
        }

        await using (staged)
        {
            var address = context.Connection.RemoteIpAddress?.ToString();
            return await publisher.PublishAsync(context.GetProject().Id, known, staged, context.GetCaller(), address, cancellationToken) is { } reason
                ? GitLabResults.Refused(new Refusal(StatusCodes.Status422UnprocessableEntity, reason))
                : GitLabResults.Created();
        }
    }

    private static Refusal ToRefusal(FormFileReading reading, long limit) => reading switch
    {
        FormFileReading.Missing => Refusal.Parameter("chart is missing"),
        FormFileReading.NotAFile => Refusal.Parameter("chart is invalid"),
        FormFileReading.TooLarge => Refusal.BadRequest($"File is too large: the limit is {limit} bytes"),
        FormFileReading.Malformed malformed => Refusal.BadRequest($"The form cannot be read: {malformed.Reason}"),
        FormFileReading.NotAForm => new Refusal(
            StatusCodes.Status415UnsupportedMediaType, "415 Unsupported Media Type - Send the chart as the field 'chart' of a multipart/form-data form."),
        _ => throw new InvalidOperationException($"A reading that nobody foresaw: {reading}."),
    };
}
