using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Tokens;

/// <summary>Which personal tokens are asked for, and in which order: GitLab's parameters. Bounds belong to what they bound.</summary>
internal static class PersonalTokenFilter
{
    private static readonly ApiParameter<DateTimeOffset?> CreatedAfter = ApiParameters.Moment("created_after", "Only tokens made at that moment or later.");
    private static readonly ApiParameter<DateTimeOffset?> CreatedBefore = ApiParameters.Moment("created_before", "Only tokens made at that moment or earlier.");
    private static readonly ApiParameter<DateOnly?> ExpiresAfter = ApiParameters.Day("expires_after", "Only tokens that end on that day or later.");
    private static readonly ApiParameter<DateOnly?> ExpiresBefore = ApiParameters.Day("expires_before", "Only tokens that end on that day or earlier.");
    private static readonly ApiParameter<DateTimeOffset?> LastUsedAfter = ApiParameters.Moment("last_used_after", "Only tokens last used at that moment or later.");
    private static readonly ApiParameter<DateTimeOffset?> LastUsedBefore = ApiParameters.Moment("last_used_before", "Only tokens last used at that moment or earlier.");
    private static readonly ApiParameter<bool?> Revoked = ApiParameters.Flag("revoked", "Only tokens that were revoked, or only others.");
    private static readonly ApiParameter<string?> Search = ApiParameters.Text("search", "A part of the name.");
    private static readonly ApiParameter<bool?> Active = ApiParameters.OneOf("state", "Only tokens that work, or only others.", null, ("active", true), ("inactive", false));
    private static readonly ApiParameter<Order?> Sort = ApiParameters.OneOf(
        "sort",
        "What the order goes by; by number unless given.",
        null,
        ("created_asc", Order.Created),
        ("created_desc", Order.CreatedDescending),
        ("expires_asc", Order.Expires),
        ("expires_desc", Order.ExpiresDescending),
        ("last_used_asc", Order.LastUsed),
        ("last_used_desc", Order.LastUsedDescending),
        ("name_asc", Order.Name),
        ("name_desc", Order.NameDescending));

    private enum Order
    {
        Created,
        CreatedDescending,
        Expires,
        ExpiresDescending,
        LastUsed,
        LastUsedDescending,
        Name,
        NameDescending,
    }

    public static IReadOnlyList<ApiParameter> Parameters { get; } =
        [CreatedAfter, CreatedBefore, ExpiresAfter, ExpiresBefore, LastUsedAfter, LastUsedBefore, Revoked, Search, Active, Sort];

    /// <summary>The tokens that the request asks for, in its order.</summary>
    public static IQueryable<PersonalAccessToken> Apply(ApiArguments given, IQueryable<PersonalAccessToken> tokens, DateTimeOffset now)
    {
        tokens = given.Get(CreatedAfter) is { } createdAfter ? tokens.Where(token => token.CreatedAt >= createdAfter) : tokens;
        tokens = given.Get(CreatedBefore) is { } createdBefore ? tokens.Where(token => token.CreatedAt <= createdBefore) : tokens;
        tokens = Day(given.Get(ExpiresAfter)) is { } expiresAfter ? tokens.Where(token => token.ExpiresAt >= expiresAfter) : tokens;
        tokens = Day(given.Get(ExpiresBefore)) is { } expiresBefore ? tokens.Where(token => token.ExpiresAt <= expiresBefore) : tokens;
        tokens = given.Get(LastUsedAfter) is { } usedAfter ? tokens.Where(token => token.LastUsedAt >= usedAfter) : tokens;
        tokens = given.Get(LastUsedBefore) is { } usedBefore ? tokens.Where(token => token.LastUsedAt <= usedBefore) : tokens;
        tokens = given.Get(Revoked) is { } revoked ? tokens.Where(token => token.RevokedAt != null == revoked) : tokens;
        tokens = given.Get(Active) is { } active ? tokens.Where(token => (token.RevokedAt == null && (token.ExpiresAt == null || token.ExpiresAt > now)) == active) : tokens;
        if (given.Get(Search)?.ToLowerInvariant() is { } part)
        {
            tokens = tokens.Where(token => token.Name.ToLower().Contains(part));
        }

        return Ordered(tokens, given.Get(Sort));
    }

    // The engines differ in where they put nulls. A token without an end ends last; one that was never used stands last either way.
    private static IQueryable<PersonalAccessToken> Ordered(IQueryable<PersonalAccessToken> tokens, Order? order) => order switch
    {
        Order.Created => tokens.OrderBy(token => token.CreatedAt).ThenBy(token => token.Id),
        Order.CreatedDescending => tokens.OrderByDescending(token => token.CreatedAt).ThenByDescending(token => token.Id),
        Order.Expires => tokens.OrderBy(token => token.ExpiresAt == null).ThenBy(token => token.ExpiresAt).ThenBy(token => token.Id),
        Order.ExpiresDescending => tokens.OrderByDescending(token => token.ExpiresAt == null).ThenByDescending(token => token.ExpiresAt).ThenByDescending(token => token.Id),
        Order.LastUsed => tokens.OrderBy(token => token.LastUsedAt == null).ThenBy(token => token.LastUsedAt).ThenBy(token => token.Id),
        Order.LastUsedDescending => tokens.OrderBy(token => token.LastUsedAt == null).ThenByDescending(token => token.LastUsedAt).ThenByDescending(token => token.Id),
        Order.Name => tokens.OrderBy(token => token.Name).ThenBy(token => token.Id),
        Order.NameDescending => tokens.OrderByDescending(token => token.Name).ThenByDescending(token => token.Id),
        _ => tokens.OrderBy(token => token.Id),
    };

    private static DateTimeOffset? Day(DateOnly? day) => day is { } given ? TokenLifetime.Beginning(given) : null;
}
