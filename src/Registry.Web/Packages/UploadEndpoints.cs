using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Registry.Data.Blobs;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Packages;

/// <summary>What the page for uploads posts to. The file is streamed, as clients' uploads are; the answer leads to a page either way.</summary>
internal static class UploadEndpoints
{
    /// <summary>The form's fields.</summary>
    public const string FileField = "file";

    public const string LabelField = "label";

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/{project}/-/packages/new/{type}", UploadAsync)
        .RequirePermission(ProjectPermission.PublishPackages).WithMetadata(new DisableRequestSizeLimitAttribute()); // the limit is the format's own

    private static async Task<IResult> UploadAsync(
        HttpContext context,
        string type,
        IEnumerable<IBrowserUpload> uploads,
        IAntiforgery antiforgery,
        IOptions<AntiforgeryOptions> options,
        ProjectDecisions decisions,
        FileBlobStore blobs,
        UploadProblems problems,
        CancellationToken cancellationToken)
    {
        if (uploads.FirstOrDefault(one => PackageTypeNames.Of(one.Type) == type) is not { } upload)
        {
            return TypedResults.NotFound();
        }

        var project = context.GetProject();
        var limit = upload.MaxSize(project);
        using var room = await upload.EnterAsync(context.Request.ContentLength ?? limit, cancellationToken);
        if (room is null)
        {
            return Back("There are too many uploads at once. Try again in a moment.");
        }

        var sealField = options.Value.FormFieldName;
        var limits = new Dictionary<string, long>(StringComparer.Ordinal) { [FileField] = limit };
        var reading = await FormFiles.ReadAsync(context.Request, limits, blobs, cancellationToken, sealField, LabelField);
        if (reading is not FormFileReading.Received { Files: var files })
        {
            return Back(Words(reading));
        }

        await using (files)
        {
            // The form was streamed, so the framework finds its seal where a script would have put it.
            context.Request.Headers[options.Value.HeaderName!] = files.Texts.GetValueOrDefault(sealField, "");
            if (!files.Texts.ContainsKey(sealField) || !await antiforgery.IsRequestValidAsync(context))
            {
                return TypedResults.BadRequest();
            }

            if (files[FileField] is not { } file)
            {
                return Back("Choose a file.");
            }

            var label = files.Texts.GetValueOrDefault(LabelField)?.Trim() is { Length: > 0 } given ? given : upload.UsualLabel;
            var target = new UploadTarget(project, context.GetCaller(), context.GetAuditSource(), await decisions.GuardAsync(context));
            return await upload.PublishAsync(target, label, file, cancellationToken) switch
            {
                BrowserUploadResult.Published published => TypedResults.LocalRedirect($"~/{project.FullPath}/-/packages/{published.PackageId}?done=uploaded"),
                BrowserUploadResult.Refused refused => Back(refused.Reason),
                var other => throw new InvalidOperationException($"A result that nobody foresaw: {other}."),
            };
        }

        IResult Back(string problem) => TypedResults.LocalRedirect($"~/{project.FullPath}/-/packages/new?type={type}&problem={Uri.EscapeDataString(problems.Seal(problem))}");
    }

    private static string Words(FormFileReading reading) => reading switch
    {
        FormFileReading.Empty => "Choose a file that is not empty.",
        FormFileReading.TooLarge large => $"The file is too large: the limit is {large.Limit} bytes.",
        FormFileReading.Malformed malformed => $"The form cannot be read: {malformed.Reason}.",
        _ => "Choose a file.",
    };
}
