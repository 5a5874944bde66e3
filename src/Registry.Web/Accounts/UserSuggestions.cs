using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Registry.Web.Http;

namespace Registry.Web.Accounts;

/// <summary>Who somebody may mean while typing a user name. For browsers that are signed in: programs have <c>/api/v4/users</c>, which tells the same.</summary>
internal static class UserSuggestions
{
    /// <summary>Fewer letters would list everybody there is.</summary>
    public const int FewestLetters = 2;

    private const int Most = 10;

    public static void MapUserSuggestions(this IEndpointRouteBuilder app) =>
        app.MapRead("/-/autocomplete/users", ListAsync).RequireAuthorization(new AuthorizeAttribute());

    private static async Task<IResult> ListAsync(HttpContext context, string? search, UserQueries users, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        var part = search?.Replace("\0", "", StringComparison.Ordinal).Trim() ?? "";
        if (part.Length < FewestLetters)
        {
            return TypedResults.Json<IReadOnlyList<UserSuggestion>>([], SuggestionsJson.Default.IReadOnlyListUserSuggestion);
        }

        var filter = new UserFilter(part, SearchesEmail: false, UserName: null, IsActive: true, IsBlocked: false, UserOrder.UserName, Descending: false);
        var found = await users.ListAsync(new OffsetPage(1, Most), filter, cancellationToken);
        return TypedResults.Json<IReadOnlyList<UserSuggestion>>(
            [.. found.Rows.Select(row => new UserSuggestion(row.User.UserName!, row.User.Name))], SuggestionsJson.Default.IReadOnlyListUserSuggestion);
    }
}

internal sealed record UserSuggestion(string Username, string Name);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<UserSuggestion>))]
internal sealed partial class SuggestionsJson : JsonSerializerContext;
