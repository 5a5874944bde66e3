using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Packages;

/// <summary>Feeds of new versions, for readers of feeds: by a session, or by a token as the API takes it.</summary>
internal static class PackageFeedEndpoints
{
    private const string MediaType = "application/atom+xml; charset=utf-8";

    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var (pattern, handler) in new (string, Delegate)[]
        {
            ("/{project}/-/packages.atom", GetProjectFeedAsync),
            ("/{project}/-/packages/by_name/{type}/{name}.atom", GetNameFeedAsync),
            ("/{project}/-/packages/by_name/{type}/{scope}/{name}.atom", GetScopedFeedAsync),
        })
        {
            app.MapRead(pattern, handler)
                .RequirePermission(ProjectPermission.ListPackages).WithMetadata(ErrorDialect.GitLab, AcceptedTokens.OfUsers).TreatAnonymousAsStranger();
        }
    }

    private static async Task<IResult> GetProjectFeedAsync(HttpContext context, PackageFeedQueries queries, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        var project = context.GetProject();
        var page = $"{publicUrl.Of(context.Request)}/{project.FullPath}/-/packages";
        var entries = await queries.NewestAsync(project.Id, type: null, name: null, cancellationToken);
        return await AnswerAsync(context, AtomFeed.Write($"Packages of {project.FullPath}", $"{page}.atom", page, page, entries), entries);
    }

    private static Task<IResult> GetScopedFeedAsync(
        HttpContext context, string type, string scope, string name, PackageFeedQueries queries, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        GetNameFeedAsync(context, type, $"{scope}/{name}", queries, publicUrl, cancellationToken);

    private static async Task<IResult> GetNameFeedAsync(
        HttpContext context, string type, string name, PackageFeedQueries queries, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        var project = context.GetProject();
        name = RawPath.Unfold(name);
        if (Type(type) is not { } known || !await queries.HoldsAsync(project.Id, known, name, cancellationToken))
        {
            return GitLabResults.Refused(Refusal.NotFound("Package"));
        }

        var packages = $"{publicUrl.Of(context.Request)}/{project.FullPath}/-/packages";
        var page = $"{packages}/by_name/{type}/{name}";
        var entries = await queries.NewestAsync(project.Id, known, name, cancellationToken);
        return await AnswerAsync(context, AtomFeed.Write($"{name} of {project.FullPath}", $"{page}.atom", page, packages, entries), entries);
    }

    /// <summary>The type of that word, or null.</summary>
    internal static PackageType? Type(string word) =>
        PackageTypeNames.All.Where(one => one.Word == word).Select(one => (PackageType?)one.Type).FirstOrDefault();

    private static async Task<IResult> AnswerAsync(HttpContext context, byte[] feed, IReadOnlyList<FeedEntry> entries)
    {
        if (entries.Count > 0)
        {
            context.Response.GetTypedHeaders().LastModified = entries.Max(entry => entry.UpdatedAt);
        }

        await new ReadyDocument(feed, MediaType).WriteAsync(context);
        return TypedResults.Empty;
    }
}
