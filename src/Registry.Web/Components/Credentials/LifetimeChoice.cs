using System.Globalization;

namespace Registry.Web.Components.Credentials;

/// <summary>When a token is to end, as <see cref="LifetimePicker"/> sends it: a number of days, <c>day</c> for a day of one's own, or <c>never</c>.</summary>
internal static class LifetimeChoice
{
    public const string OwnDay = "day";
    public const string Never = "never";

    /// <summary>The day, or what is wrong with the choice.</summary>
    /// <param name="chosen">What the picker sent.</param>
    /// <param name="day">The day of one's own.</param>
    /// <param name="today">In UTC.</param>
    /// <param name="last">The last day that may be chosen; null for any.</param>
    public static (DateOnly? Day, string? Problem) Resolve(string? chosen, DateOnly? day, DateOnly today, DateOnly? last)
    {
        if (chosen == Never && last is null)
        {
            return (null, null);
        }

        var end = int.TryParse(chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and < 40_000 ? today.AddDays(days) : day;
        return end switch
        {
            null => (null, "Give the day on which it ends."),
            { } given when given <= today => (null, "That day has begun already. Give a later one."),
            { } given when given > last => (null, $"That is too far away. {Text(last.Value)} is the latest."),
            _ => (end, null),
        };
    }

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
