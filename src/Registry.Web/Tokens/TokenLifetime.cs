using System.Globalization;
using Microsoft.Extensions.Options;

namespace Registry.Web.Tokens;

/// <summary>How long personal tokens live: the days that may be chosen, wherever one is made. A token is refused from the beginning of its day, in UTC.</summary>
internal sealed class TokenLifetime(IOptions<TokenOptions> options, TimeProvider time)
{
    private const int RotatedDays = 7;

    /// <summary>Spans to offer where the settings say nothing, in days.</summary>
    public static IReadOnlyList<int> RoundSpans { get; } = [7, 30, 90, 365];

    /// <summary>The last day that may be chosen; null where any may be.</summary>
    public DateOnly? LastDay => options.Value.MaxLifetimeDays is > 0 and var days ? Today.AddDays(days) : null;

    /// <summary>The day where none is chosen; null for a token that never ends.</summary>
    public DateOnly? UsualDay => options.Value.DefaultLifetimeDays is > 0 and var days ? Within(Today.AddDays(days)) : LastDay;

    /// <summary>The day of a token that takes another's place, where none is chosen.</summary>
    public DateOnly RotatedDay => Within(Today.AddDays(RotatedDays));

    /// <summary>Spans to offer, in days from today: round ones that the settings let through.</summary>
    public IReadOnlyList<int> Spans => [.. RoundSpans.Where(days => !(Today.AddDays(days) > LastDay))];

    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>What is wrong with a chosen day, in GitLab's words, or null.</summary>
    public string? Fault(DateOnly? chosen) =>
        chosen <= Today ? $"Expiration date must be after {Text(Today)}"
        : chosen > LastDay ? $"Expiration date must be before {Text(LastDay.Value.AddDays(1))}"
        : null;

    /// <summary>The moment from which a token of that day is refused.</summary>
    public static DateTimeOffset Beginning(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private DateOnly Within(DateOnly day) => LastDay < day ? LastDay.Value : day;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
