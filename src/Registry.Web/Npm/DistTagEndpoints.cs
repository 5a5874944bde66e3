using System.Text.Json;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Npm;

/// <summary>GitLab's dist-tag routes, as npm uses them.</summary>
internal static class DistTagEndpoints
{
    private const int LongestBody = 4096;
    private const string Tags = "/-/package/{name}/dist-tags";
    private const string Tag = $"{Tags}/{{tag=}}"; // without one it is 404 as in GitLab, not the list's 405

    public static void Map(NpmRoutes npm)
    {
        npm.MapNamed(HttpMethods.Get, Tags, ProjectPermission.ReadPackages, ListAsync);
        npm.MapNamed(HttpMethods.Put, Tag, ProjectPermission.PublishPackages, SetAsync);
        npm.MapNamed(HttpMethods.Post, Tag, ProjectPermission.PublishPackages, SetAsync);
        npm.MapNamed(HttpMethods.Delete, Tag, ProjectPermission.DeletePackages, DeleteAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, string name, NpmQueries queries, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return NpmAnswers.NotGiven("Package Name");
        }

        if (!NpmPackageName.TryParse(RawPath.Unfold(name), out var known))
        {
            return NpmAnswers.NoPackage;
        }

        if (await queries.ReadAsync(context.GetNpmView(), known, PackumentForm.Abbreviated, cancellationToken) is not { } packument)
        {
            return NpmAnswers.Missing(context);
        }

        var tags = packument.DistTags.ToDictionary(tag => tag.Tag, tag => tag.Version, StringComparer.Ordinal);
        var body = JsonSerializer.SerializeToUtf8Bytes(tags, NpmJson.Readable.DictionaryStringString);
        await new ReadyDocument(body, PackumentNegotiation.FullType).WriteAsync(context);
        return TypedResults.Empty;
    }

    private static async Task<IResult> SetAsync(
        HttpContext context, string name, string tag, string? version, NpmTargets targets, NpmChanges changes, CancellationToken cancellationToken)
    {
        if (Fault(name, tag) is { } fault)
        {
            return fault;
        }

        var given = version ?? await ReadVersionAsync(context.Request, cancellationToken);
        if (string.IsNullOrWhiteSpace(given))
        {
            return NpmAnswers.NotGiven("Version");
        }

        if (DistTagName.Fault(RawPath.Unfold(tag)) is { } unfit)
        {
            return GitLabResults.Refused(Refusal.BadRequest(unfit));
        }

        if (!NpmPackageName.TryParse(RawPath.Unfold(name), out var known) || !NpmVersion.TryParse(given, out var parsed))
        {
            return NpmAnswers.NoPackage;
        }

        return await targets.FindAsync(context, known, ProjectPermission.PublishPackages, cancellationToken) switch
        {
            NpmTargetFinding.Found found => await changes.TagAsync(found.Target, RawPath.Unfold(tag), parsed, cancellationToken) ? Done(context) : NpmAnswers.NoPackage,
            var refused => NpmTargets.Refuse(refused),
        };
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, string name, string tag, NpmTargets targets, NpmChanges changes, CancellationToken cancellationToken)
    {
        if (Fault(name, tag) is { } fault)
        {
            return fault;
        }

        if (!NpmPackageName.TryParse(RawPath.Unfold(name), out var known))
        {
            return NpmAnswers.NoPackage;
        }

        return await targets.FindAsync(context, known, ProjectPermission.DeletePackages, cancellationToken) switch
        {
            NpmTargetFinding.Found found => await changes.UntagAsync(found.Target, RawPath.Unfold(tag), cancellationToken)
                ? TypedResults.NoContent()
                : GitLabResults.Refused(new Refusal(StatusCodes.Status404NotFound, "404 Package Tag Not Found")),
            var refused => NpmTargets.Refuse(refused),
        };
    }

    // GitLab's 204; but Yarn 1, which alone asks for the short form here, fails without a body that says ok.
    private static IResult Done(HttpContext context) => PackumentNegotiation.FormOf(context.Request.Headers.Accept) == PackumentForm.Abbreviated
        ? NpmAnswers.Json(context, new OkResponse(Ok: true), NpmJson.Readable.OkResponse)
        : TypedResults.NoContent();

    private static IResult? Fault(string name, string tag) =>
        tag.Length == 0 ? GitLabResults.Refused(Refusal.NotFound())
        : string.IsNullOrWhiteSpace(name) ? NpmAnswers.NotGiven("Package Name")
        : string.IsNullOrWhiteSpace(tag) ? NpmAnswers.NotGiven("Tag")
        : null;

    // npm sends "1.0.0" as a JSON string; scripts send {"version": "1.0.0"} or the bare word.
    private static async Task<string?> ReadVersionAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new byte[LongestBody];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        var text = System.Text.Encoding.UTF8.GetString(body, 0, length).Trim();
        if (text.Length == 0 || text[0] is not ('"' or '{' or 'n'))
        {
            return text;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement switch
            {
                { ValueKind: JsonValueKind.String } version => version.GetString(),
                { ValueKind: JsonValueKind.Object } fields when fields.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.String => version.GetString(),
                _ => null,
            };
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
