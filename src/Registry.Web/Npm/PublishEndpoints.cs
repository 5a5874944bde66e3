using Microsoft.AspNetCore.Mvc;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Npm;

/// <summary>
/// What clients write: versions, and changes to whole documents. npm sends both to the same address, and only the body tells
/// which it is: a document with attachments publishes.
/// </summary>
internal static class PublishEndpoints
{
    private const string ByRevision = "/{name}/-rev/{revision}";

    public static void Map(NpmRoutes npm)
    {
        npm.MapNamed(HttpMethods.Put, "/{name}", ProjectPermission.PublishPackages, PutAsync).WithMetadata(new DisableRequestSizeLimitAttribute()); // the limits are the document's own
        npm.MapNamed(HttpMethods.Put, ByRevision, ProjectPermission.DeletePackages, PutRevisionAsync).WithMetadata(new DisableRequestSizeLimitAttribute());
        npm.MapNamed(HttpMethods.Delete, ByRevision, ProjectPermission.DeletePackages, DeletePackageAsync);
        npm.MapNamed(HttpMethods.Delete, "/{name}/-/{fileName}/-rev/{revision}", ProjectPermission.DeletePackages, DeleteTarballAsync);
    }

    private static async Task<IResult> PutAsync(HttpContext context, string name, PublishIntake intake, NpmPublisher publisher, ProjectDecisions decisions, NpmUpdates updates, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        if (!NpmPackageName.TryParse(RawPath.Unfold(name), out var known))
        {
            return Invalid(NpmPackageName.Invalid);
        }

        var view = context.GetNpmView();
        var intaken = await intake.ReadAsync(context.Request, view.Level == NpmLevel.Project ? context.GetProject() : null, cancellationToken);
        if (intaken is not PublishIntakeResult.Received { Document: var document })
        {
            return view.Level != NpmLevel.Project && intaken is PublishIntakeResult.TooLarge
                ? PublishElsewhere(context, view, publicUrl)
                : PublishIntake.Refuse(intaken);
        }

        await using (intaken as PublishIntakeResult.Received)
        {
            if (document.Attachments.Count == 0)
            {
                return await updates.UpdateAsync(context, known, document, cancellationToken);
            }

            if (view.Level != NpmLevel.Project)
            {
                return PublishElsewhere(context, view, publicUrl);
            }

            var upload = new NpmUpload(context.GetProject().Id, known, context.GetCaller(), context.GetAuditSource(), await decisions.GuardAsync(context));
            return await publisher.PublishAsync(upload, document, cancellationToken) switch
            {
                NpmPublishResult.Published published => NpmAnswers.Json(
                    context, new PublishedResponse(published.PackageId, known.Text, published.Version.Text, "npm", "default"), NpmJson.Readable.PublishedResponse),
                NpmPublishResult.AlreadyExists => GitLabResults.Refused(new Refusal(StatusCodes.Status403Forbidden, "Package already exists.")),
                NpmPublishResult.Guarded guarded => GitLabResults.Refused(guarded.Refusal),
                NpmPublishResult.Invalid invalid => Invalid(invalid.Reason),
                var other => throw new InvalidOperationException($"A result that nobody foresaw: {other}."),
            };
        }
    }

    private static async Task<IResult> PutRevisionAsync(HttpContext context, string name, string revision, PublishIntake intake, NpmUpdates updates, CancellationToken cancellationToken)
    {
        if (!NpmPackageName.TryParse(RawPath.Unfold(name), out var known))
        {
            return NpmAnswers.NoPackage;
        }

        var intaken = await intake.ReadAsync(context.Request, project: null, cancellationToken);
        if (intaken is not PublishIntakeResult.Received { Document: var document })
        {
            return PublishIntake.Refuse(intaken);
        }

        await using (intaken as PublishIntakeResult.Received)
        {
            return await updates.ReplaceAsync(context, known, revision, document, cancellationToken);
        }
    }

    private static async Task<IResult> DeletePackageAsync(HttpContext context, string name, string revision, NpmUpdates updates, CancellationToken cancellationToken) =>
        NpmPackageName.TryParse(RawPath.Unfold(name), out var known)
            ? await updates.UnpublishAsync(context, known, revision, cancellationToken)
            : NpmAnswers.NoPackage;

    private static async Task<IResult> DeleteTarballAsync(HttpContext context, string name, string fileName, NpmUpdates updates, CancellationToken cancellationToken) =>
        NpmPackageName.TryParse(RawPath.Unfold(name), out var known) && TarballName.TryParse(known, RawPath.Unfold(fileName), out var version)
            ? await updates.UnpublishVersionAsync(context, known, version, cancellationToken)
            : NpmAnswers.NoPackage;

    private static IResult PublishElsewhere(HttpContext context, NpmView view, PublicUrl publicUrl)
    {
        var project = view.ReadableIds is [var first, ..] ? $"{first}" : "<project id>";
        return Invalid($"Versions are published to a project. Set the registry to {publicUrl.Of(context.Request)}/api/v4/projects/{project}/packages/npm/ to publish.");
    }

    private static IResult Invalid(string reason) => GitLabResults.Refused(new Refusal(StatusCodes.Status400BadRequest, reason));
}
