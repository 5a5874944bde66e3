using System.Globalization;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>Which packages a page lists and how: all of it stands in the address of the page.</summary>
public sealed record PackageFilter
{
    /// <summary>How far back "published" can look, in days, as the address writes it; 0 is today.</summary>
    public static IReadOnlyList<(string Word, int Days)> Spans { get; } = [("today", 0), ("7", 7), ("30", 30), ("365", 365)];

    /// <summary>The statuses that can be asked for.</summary>
    public static IReadOnlyList<PackageStatus> Statuses { get; } = [PackageStatus.Default, PackageStatus.Hidden, PackageStatus.Error];

    private const int MostText = 255;

    public PackageType? Type { get; init; }

    /// <summary>Each of its words occurs in the name or in the version; empty for any.</summary>
    public string Text { get; init; } = "";

    /// <summary>Null for those that lists show.</summary>
    public PackageStatus? Status { get; init; }

    /// <summary>The ref of a pipeline that published it; empty for any.</summary>
    public string Branch { get; init; } = "";

    /// <summary>One of <see cref="Spans"/>, or null for any time.</summary>
    public int? Days { get; init; }

    /// <summary>The first day, in UTC.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, in UTC.</summary>
    public DateOnly? To { get; init; }

    public PackageSort Sort { get; init; }

    /// <summary>A row for each version instead of each name.</summary>
    public bool ByVersion { get; init; }

    /// <summary>Whether some packages may be left out.</summary>
    public bool Narrows => this with { Sort = default, ByVersion = false } != new PackageFilter();

    /// <summary>Reads an address; what it does not understand is as if it were not there.</summary>
    public static PackageFilter Of(IQueryCollection query)
    {
        var byVersion = query["group"] == "version";
        return new PackageFilter
        {
            Type = PackageTypeNames.All.Where(one => one.Word == query["type"]).Select(one => (PackageType?)one.Type).FirstOrDefault(),
            Text = Clean(query["search"]),
            Status = Statuses.Where(status => PackageStatusNames.Of(status) == query["status"]).Select(status => (PackageStatus?)status).FirstOrDefault(),
            Branch = Clean(query["branch"]),
            Days = Spans.Where(span => span.Word == query["published"]).Select(span => (int?)span.Days).FirstOrDefault(),
            From = Day(query["from"]),
            To = Day(query["to"]),
            Sort = Enum.GetValues<PackageSort>().FirstOrDefault(sort => Word(sort) == query["sort"] && (byVersion || sort != PackageSort.Version)),
            ByVersion = byVersion,
        };
    }

    /// <summary>The same as the query of an address, without what is usual.</summary>
    public IEnumerable<KeyValuePair<string, string>> Query()
    {
        (string Key, string? Value)[] all =
        [
            ("search", Text), ("type", Type is { } type ? PackageTypeNames.Of(type) : null), ("status", Status is { } status ? PackageStatusNames.Of(status) : null),
            ("published", Days is { } days ? Spans.First(span => span.Days == days).Word : null), ("from", Text8601(From)), ("to", Text8601(To)), ("branch", Branch),
            ("sort", Sort == PackageSort.Newest ? null : Word(Sort)), ("group", ByVersion ? "version" : null),
        ];
        return all.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => KeyValuePair.Create(one.Key, one.Value!));
    }

    /// <summary>The page of that path with this filter.</summary>
    public string Address(string path) => path + QueryString.Create(Query().Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)));

    public static string Word(PackageSort sort) => sort.ToString().ToLowerInvariant();

    private static string Clean(string? text)
    {
        var clean = (text ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();
        return clean.Length > MostText ? clean[..MostText] : clean;
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year > 1 && day.Year < 9999 ? day : null;

    private static string? Text8601(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What a page of packages is ordered by.</summary>
public enum PackageSort
{
    Newest,
    Oldest,
    Name,

    /// <summary>The newest version first, as the format orders them; for rows that are versions.</summary>
    Version,

    /// <summary>The largest first.</summary>
    Size,

    /// <summary>The most downloaded first, over thirty days.</summary>
    Downloads,
}
