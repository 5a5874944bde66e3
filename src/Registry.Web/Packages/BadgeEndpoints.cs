using System.Globalization;
using System.Text;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Packages;

/// <summary>Badges of a package: its newest version, its downloads. Who may list the packages sees them; for others there are none.</summary>
internal static class BadgeEndpoints
{
    private const string VersionFile = "/version.svg";
    private const string DownloadsFile = "/downloads.svg";
    private const string MediaType = "image/svg+xml; charset=utf-8";

    private const string Plain = "#0b6e6e";
    private const string Early = "#8a5300";
    private const string Absent = "#6b7887";

    public static void Map(IEndpointRouteBuilder app) => app.MapRead("/{project}/-/badges/{type}/{**name}", DrawAsync)
        .RequirePermission(ProjectPermission.ListPackages).WithMetadata(ErrorDialect.GitLab, AcceptedTokens.OfUsers).TreatAnonymousAsStranger();

    private static async Task<IResult> DrawAsync(
        HttpContext context, string type, string name, PackageFeedQueries queries, IEnumerable<IPackageFormat> formats, CancellationToken cancellationToken)
    {
        var project = context.GetProject();
        var file = RawPath.Unfold(name);
        if (PackageFeedEndpoints.Type(type) is not { } known)
        {
            return GitLabResults.Refused(Refusal.NotFound("Badge"));
        }

        string svg;
        if (file.EndsWith(VersionFile, StringComparison.Ordinal))
        {
            var format = formats.First(one => one.Type == known);
            svg = await queries.LatestAsync(project.Id, known, file[..^VersionFile.Length], cancellationToken) is { } version
                ? Badge.Draw(format.Name, $"v{version}", format.IsPrerelease(version) ? Early : Plain)
                : Badge.Draw(format.Name, "not found", Absent);
        }
        else if (file.EndsWith(DownloadsFile, StringComparison.Ordinal))
        {
            svg = await queries.DownloadsAsync(project.Id, known, file[..^DownloadsFile.Length], cancellationToken) is { } downloads
                ? Badge.Draw("downloads", $"{Short(downloads)} in 30 days", Plain)
                : Badge.Draw("downloads", "not found", Absent);
        }
        else
        {
            return GitLabResults.Refused(Refusal.NotFound("Badge"));
        }

        // Opened by itself it is a document: it does nothing, and loads nothing.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        await new ReadyDocument(Encoding.UTF8.GetBytes(svg), MediaType).WriteAsync(context);
        return TypedResults.Empty;
    }

    private static string Short(long count) => count switch
    {
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000_000d:0.#}M"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000d:0.#}k"),
        _ => count.ToString(CultureInfo.InvariantCulture),
    };
}
