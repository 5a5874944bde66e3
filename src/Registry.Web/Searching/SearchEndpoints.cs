using Registry.Web.Auth;

namespace Registry.Web.Searching;

/// <summary>Finding packages, projects and groups across the instance.</summary>
internal static class SearchEndpoints
{
    private const int MostSuggestions = 8;
    private const int MostPlaces = 3;

    public static IServiceCollection AddSearch(this IServiceCollection services) => services
        .AddSingleton<SearchTextReader>()
        .AddSingleton<SearchQueries>()
        .AddSingleton<SearchIndexer>()
        .AddHostedService(provider => provider.GetRequiredService<SearchIndexer>());

    // For the browser that shows the page: by its session, or as anybody sees it.
    public static void MapSearch(this IEndpointRouteBuilder app) => app.MapGet("/-/search/suggest", SuggestAsync).AllowAnonymous();

    private static async Task<IResult> SuggestAsync(HttpContext context, string? search, SearchQueries queries, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        var (caller, words) = (context.GetCaller(), SearchWords.Of(search));
        if (words.All.Count == 0)
        {
            return TypedResults.Json((IReadOnlyList<Suggestion>)[], SearchJson.Default.IReadOnlyListSuggestion);
        }

        var projects = await queries.FindProjectsAsync(caller, words, visibility: null, skip: 0, MostPlaces, cancellationToken);
        var packages = await queries.SuggestAsync(caller, words, MostSuggestions - projects.Places.Count, cancellationToken);
        IReadOnlyList<Suggestion> all =
        [
            .. packages.Select(hit => new Suggestion(hit.Format, hit.Name, $"{hit.Version} · {hit.ProjectPath}", $"{hit.ProjectPath}/-/packages/{hit.PackageId}")),
            .. projects.Places.Select(place => new Suggestion("Project", place.FullPath, place.Visibility.ToString(), place.FullPath)),
        ];
        return TypedResults.Json(all, SearchJson.Default.IReadOnlyListSuggestion);
    }
}
