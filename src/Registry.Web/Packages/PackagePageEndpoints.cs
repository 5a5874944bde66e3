using Microsoft.Net.Http.Headers;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;
using Registry.Web.Packages.Contents;

namespace Registry.Web.Packages;

/// <summary>What the page of a version leads to besides pages.</summary>
internal static class PackagePageEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/{project}/-/packages/{id:long}/raw", ShowRawAsync).RequirePermission(ProjectPermission.ListPackages);
        app.MapRead("/{project}/-/packages/{id:long}/picture", ShowPictureAsync).RequirePermission(ProjectPermission.ListPackages);
        app.MapRead("/{project}/-/packages/by_name/{type}/{**name}", FindByNameAsync).RequirePermission(ProjectPermission.ListPackages);
    }

    // A text from a package is only ever a text: no browser makes a page of it.
    private static async Task<IResult> ShowRawAsync(HttpContext context, long id, string? path, PackageQueries packages, ProjectDecisions decisions, CancellationToken cancellationToken)
    {
        if (await FindAsync(context, id, path, packages, decisions, cancellationToken) is not { Data: { } data })
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Bytes(data, "text/plain; charset=utf-8");
    }

    // For READMEs. A picture is served as the type its bytes have; opened by itself, a drawing runs nothing and fetches nothing.
    private static async Task<IResult> ShowPictureAsync(HttpContext context, long id, string? path, PackageQueries packages, ProjectDecisions decisions, CancellationToken cancellationToken)
    {
        if (await FindAsync(context, id, path, packages, decisions, cancellationToken) is not { Picture: { } picture, Sha256: var digest })
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return TypedResults.Bytes(picture.Data, picture.ContentType, entityTag: new EntityTagHeaderValue($"\"{digest}\""));
    }

    private static async Task<ContentFile?> FindAsync(HttpContext context, long id, string? path, PackageQueries packages, ProjectDecisions decisions, CancellationToken cancellationToken)
    {
        var details = await packages.FindAsync(context.GetProject().Id, id, await decisions.MayDeleteAsync(context), cancellationToken);
        return details is not null && await details.Page.OpenAsync(details, cancellationToken) is PackageOpening.Opened opened ? opened.Contents.Find(path) : null;
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
}
