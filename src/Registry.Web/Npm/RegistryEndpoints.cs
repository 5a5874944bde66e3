using System.Globalization;
using Registry.Web.Auth;
using Registry.Web.Http;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>What clients ask the registry as a whole: ping, search, keys, audits, and who has access to what.</summary>
internal static class RegistryEndpoints
{
    private const int MostHits = 250;
    private const string Package = "/-/package/{name}";

    public static void Map(NpmRoutes npm)
    {
        npm.MapWhole(HttpMethods.Get, "/-/ping", (HttpContext context) => NpmAnswers.Json(context, [], NpmJson.Readable.DictionaryStringString));
        npm.MapWhole(HttpMethods.Get, "/-/v1/search", SearchAsync);
        npm.MapWhole(HttpMethods.Get, "/-/npm/v1/keys", ListKeysAsync);
        npm.MapNamed(HttpMethods.Get, $"{Package}/visibility", ProjectPermission.ReadPackages, GetVisibilityAsync);
        npm.MapNamed(HttpMethods.Get, $"{Package}/collaborators", ProjectPermission.ReadPackages, ListCollaboratorsAsync);
        npm.MapNamed(HttpMethods.Get, $"{Package}/access", ProjectPermission.ReadPackages, GetAccessAsync);
        npm.MapNamed(HttpMethods.Post, $"{Package}/access", ProjectPermission.PublishPackages, SetAccessAsync);
        npm.MapNamed(HttpMethods.Put, $"{Package}/owners", ProjectPermission.DeletePackages, RefuseOwnersAsync);
        npm.MapNamed(HttpMethods.Delete, $"{Package}/owners/{{owner}}", ProjectPermission.DeletePackages, RefuseOwnersAsync);
        npm.MapWhole(HttpMethods.Get, "/-/user/{user}/package", ListPackagesAsync);
        npm.MapWhole(HttpMethods.Get, "/-/org/{user}/package", ListPackagesAsync);
    }

    private static async Task<IResult> SearchAsync(
        HttpContext context, string? text, int? size, int? from, NpmSearch search, PublicUrl publicUrl, TimeProvider time, CancellationToken cancellationToken)
    {
        var page = await search.FindAsync(
            context.GetCaller(), Place(context), NpmSearchQuery.Parse(text ?? ""), Math.Clamp(from ?? 0, 0, 10_000), Math.Clamp(size ?? 20, 0, MostHits), cancellationToken);
        var root = publicUrl.Of(context.Request);
        var objects = page.Hits.Select(hit => new SearchObject(
            new SearchPackage(
                hit.Name,
                hit.Name.StartsWith('@') ? hit.Name[1..hit.Name.IndexOf('/', StringComparison.Ordinal)] : "unscoped",
                hit.Version,
                hit.Description,
                hit.Keywords,
                hit.PublishedAt,
                new SearchLinks($"{root}/{hit.ProjectPath}/-/packages/{hit.PackageId}"),
                hit.Author is null ? null : new SearchAuthor(hit.Author),
                new SearchPerson(hit.Publisher, ""),
                [.. hit.Maintainers.Select(name => new SearchPerson(name, ""))]),
            new SearchScore(1, new SearchDetail(1, 1, 1)),
            SearchScore: 1));
        var now = time.GetUtcNow().ToString("ddd MMM dd yyyy HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'", CultureInfo.InvariantCulture);
        return NpmAnswers.Json(context, new SearchResponse([.. objects], page.Total, now), NpmJson.Readable.SearchResponse);
    }

    private static async Task<IResult> ListKeysAsync(HttpContext context, NpmSigner signer, CancellationToken cancellationToken)
    {
        var keys = await signer.ListAsync(cancellationToken);
        var response = new KeysResponse([.. keys.Select(key => new KeyResponse(null, key.KeyId, NpmSigner.Scheme, NpmSigner.Scheme, Convert.ToBase64String(key.PublicKey)))]);
        return NpmAnswers.Json(context, response, NpmJson.Readable.KeysResponse);
    }

    private static async Task<IResult> GetVisibilityAsync(HttpContext context, string name, NpmAccess access, CancellationToken cancellationToken) =>
        NpmPackageName.TryParse(RawPath.Unfold(name), out var known) && await access.IsPublicAsync(context.GetNpmView(), known, cancellationToken) is { } isPublic
            ? NpmAnswers.Json(context, new VisibilityResponse(isPublic), NpmJson.Readable.VisibilityResponse)
            : NpmAnswers.Missing(context);

    // As pnpm asks.
    private static async Task<IResult> GetAccessAsync(HttpContext context, string name, NpmAccess access, CancellationToken cancellationToken) =>
        NpmPackageName.TryParse(RawPath.Unfold(name), out var known) && await access.IsPublicAsync(context.GetNpmView(), known, cancellationToken) is { } isPublic
            ? NpmAnswers.Json(context, new PackageAccess(Word(isPublic)), NpmJson.Readable.PackageAccess)
            : NpmAnswers.NoPackage;

    private static string Word(bool isPublic) => isPublic ? "public" : "restricted";

    private static async Task<IResult> ListCollaboratorsAsync(HttpContext context, string name, NpmAccess access, CancellationToken cancellationToken)
    {
        if (context.GetCaller() is Caller.Anonymous)
        {
            return GitLabResults.Refused(Refusal.Unauthorized);
        }

        return NpmPackageName.TryParse(RawPath.Unfold(name), out var known) && await access.ListMembersAsync(context.GetNpmView(), known, cancellationToken) is { } members
            ? NpmAnswers.Json(context, members, NpmJson.Readable.DictionaryStringString)
            : NpmAnswers.NoPackage;
    }

    // A package is as visible as its project; what is so already may be asked for.
    private static async Task<IResult> SetAccessAsync(HttpContext context, string name, NpmAccess access, CancellationToken cancellationToken)
    {
        if (!NpmPackageName.TryParse(RawPath.Unfold(name), out var known) || await access.IsPublicAsync(context.GetNpmView(), known, cancellationToken) is not { } isPublic)
        {
            return NpmAnswers.NoPackage;
        }

        var wanted = await AccountEndpoints.ReadAsync(context.Request, NpmJson.Readable.PackageAccess, cancellationToken);
        return wanted?.Access is { } given && given == Word(isPublic)
            ? NpmAnswers.Json(context, new OkResponse(Ok: true), NpmJson.Readable.OkResponse)
            : GitLabResults.Refused(new Refusal(StatusCodes.Status403Forbidden, "403 Forbidden - A package is as visible as its project: change the project's visibility."));
    }

    // As pnpm sends owner add and owner rm; npm puts a document.
    private static async Task<IResult> RefuseOwnersAsync(HttpContext context, string name, NpmAccess access, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        NpmPackageName.TryParse(RawPath.Unfold(name), out var known) && await access.IsPublicAsync(context.GetNpmView(), known, cancellationToken) is not null
            ? GitLabResults.Refused(NpmAnswers.OwnersAreMembers(context, publicUrl))
            : NpmAnswers.NoPackage;

    private static async Task<IResult> ListPackagesAsync(HttpContext context, string user, NpmAccess access, CancellationToken cancellationToken)
    {
        if (context.GetCaller().Actor is not { } actor)
        {
            return GitLabResults.Refused(Refusal.Unauthorized);
        }

        // Of others it is not told what they may do.
        return actor.Name == user
            ? NpmAnswers.Json(context, await access.ListPackagesAsync(context, Place(context), cancellationToken), NpmJson.Readable.DictionaryStringString)
            : GitLabResults.Refused(Refusal.NotFound("User"));
    }

    private static NpmSearchPlace Place(HttpContext context) => new(
        context.Features.Get<ProjectFinding>()?.Project.Id, context.Features.Get<GroupFinding>()?.Group.Id);
}
