using System.Globalization;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Npm;

/// <summary>
/// Makes of a document without attachments what its sender meant: npm reads a whole document, changes a field and sends it back,
/// to deprecate, to unpublish, to change owners.
/// </summary>
internal sealed class NpmUpdates(NpmTargets targets, NpmQueries queries, NpmChanges changes, PublicUrl publicUrl)
{
    // npm writes this where the document that it read had no revision.
    private const string NoRevision = "undefined";

    /// <summary>A document put to a package's address: deprecations, and nothing else.</summary>
    public async Task<IResult> UpdateAsync(HttpContext context, NpmPackageName name, PublishDocument document, CancellationToken cancellationToken)
    {
        if (Misdirected(context, document) is { } refusal)
        {
            return GitLabResults.Refused(refusal);
        }

        var view = context.GetNpmView();
        var known = await queries.ListVersionsAsync(view, name, cancellationToken);
        if (known.Count == 0)
        {
            return document.Versions.Count == 1 ? GitLabResults.Refused(new Refusal(StatusCodes.Status400BadRequest, "Attachment data is empty.")) : NpmAnswers.NoPackage;
        }

        if (document.Versions.Any(version => !known.Contains(version.Key)))
        {
            return GitLabResults.Refused(new Refusal(StatusCodes.Status400BadRequest, "Attachment data is empty."));
        }

        return document.Versions.Any(version => version.Deprecated is not null)
            ? await targets.FindAsync(context, name, ProjectPermission.DeletePackages, cancellationToken) switch
            {
                NpmTargetFinding.Found found => await DeprecateAsync(context, found.Target, document, cancellationToken),
                var refused => NpmTargets.Refuse(refused),
            }
            : NpmAnswers.NotGiven("package versions to deprecate");
    }

    /// <summary>A document put in the place of a revision: versions that it lacks are unpublished.</summary>
    public async Task<IResult> ReplaceAsync(HttpContext context, NpmPackageName name, string revision, PublishDocument document, CancellationToken cancellationToken)
    {
        if (Misdirected(context, document) is { } refusal)
        {
            return GitLabResults.Refused(refusal);
        }

        var kept = document.Versions.Select(version => version.Key).ToHashSet(StringComparer.Ordinal);
        if (revision == NoRevision && (await queries.ListVersionsAsync(context.GetNpmView(), name, cancellationToken)).Count(version => !kept.Contains(version)) > 1)
        {
            return Moved; // it might lack what came after it was read
        }

        return await targets.FindAsync(context, name, ProjectPermission.DeletePackages, cancellationToken) switch
        {
            NpmTargetFinding.Found found => await UnpublishAsync(context, found.Target, revision, version => !kept.Contains(version), cancellationToken) switch
            {
                UnpublishResult.Moved => Moved,
                UnpublishResult.Protected => GitLabResults.Refused(Refusal.DeletionProtectedPackage),
                UnpublishResult.NothingThere => await DeprecateAsync(context, found.Target, document, cancellationToken),
                _ => Ok(context),
            },
            var refused => NpmTargets.Refuse(refused),
        };
    }

    /// <summary>Unpublishes all versions.</summary>
    public async Task<IResult> UnpublishAsync(HttpContext context, NpmPackageName name, string revision, CancellationToken cancellationToken) =>
        await targets.FindAsync(context, name, ProjectPermission.DeletePackages, cancellationToken) switch
        {
            NpmTargetFinding.Found found => await UnpublishAsync(context, found.Target, revision, _ => true, cancellationToken) switch
            {
                UnpublishResult.Moved => Moved,
                UnpublishResult.Protected => GitLabResults.Refused(Refusal.DeletionProtectedPackage),
                UnpublishResult.NothingThere => NpmAnswers.NoPackage,
                _ => Ok(context),
            },
            var refused => NpmTargets.Refuse(refused),
        };

    /// <summary>Unpublishes one version; npm asks for it once more when the document is without it already.</summary>
    public async Task<IResult> UnpublishVersionAsync(HttpContext context, NpmPackageName name, NpmVersion version, CancellationToken cancellationToken) =>
        await targets.FindAsync(context, name, ProjectPermission.DeletePackages, cancellationToken) switch
        {
            NpmTargetFinding.Found found => await changes.UnpublishAsync(found.Target, revision: null, one => one == version.Text, cancellationToken) switch
            {
                UnpublishResult.Protected => GitLabResults.Refused(Refusal.DeletionProtectedPackage),
                UnpublishResult.NothingThere when !await queries.HasHeldAsync(found.Target.ProjectId, name, version, cancellationToken) => NpmAnswers.NoPackage,
                _ => Ok(context),
            },
            var refused => NpmTargets.Refuse(refused),
        };

    private static IResult Moved => GitLabResults.Refused(new Refusal(
        StatusCodes.Status409Conflict, "409 Conflict - The package has changed since you read it. Try again."));

    private static IResult Ok(HttpContext context) => NpmAnswers.Json(context, new OkResponse(Ok: true), NpmJson.Readable.OkResponse);

    private async Task<UnpublishResult> UnpublishAsync(HttpContext context, NpmTarget target, string revision, Func<string, bool> which, CancellationToken cancellationToken)
    {
        if (revision == NoRevision)
        {
            return await changes.UnpublishAsync(target, revision: null, which, cancellationToken);
        }

        if (!long.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var expected))
        {
            return UnpublishResult.Moved;
        }

        // Of several projects the revision is one of all of them.
        var view = context.GetNpmView();
        return view.Holders.Count == 1 ? await changes.UnpublishAsync(target, expected, which, cancellationToken)
            : await queries.FindRevisionAsync(view, target.Name, cancellationToken) == expected ? await changes.UnpublishAsync(target, revision: null, which, cancellationToken)
            : UnpublishResult.Moved;
    }

    private async Task<IResult> DeprecateAsync(HttpContext context, NpmTarget target, PublishDocument document, CancellationToken cancellationToken)
    {
        var reasons = document.Versions.Where(version => version.Deprecated is not null).ToDictionary(version => version.Key, version => version.Deprecated!, StringComparer.Ordinal);
        await changes.DeprecateAsync(target, reasons, cancellationToken);
        return Ok(context);
    }

    private Refusal? Misdirected(HttpContext context, PublishDocument document) => document switch
    {
        { HasUsers: true } => new Refusal(StatusCodes.Status400BadRequest, "Stars are not kept here."), // no document served here has them
        { Versions.Count: > 0 } => null,
        { HasMaintainers: true } => NpmAnswers.OwnersAreMembers(context, publicUrl),
        _ => new Refusal(StatusCodes.Status400BadRequest, "versions is missing"),
    };
}
