namespace Registry.Web.Components.Shared;

/// <summary>How far a moment is from now, in words: "3 minutes ago", "yesterday", "in 90 days".</summary>
internal static class RelativeTime
{
    private const double DaysOfMonth = 365.25 / 12;

    // An end is planned in days, so a coming moment is counted in days for longer than a past one.
    private const int DaysInDaysAgo = 45;
    private const int DaysInDaysAhead = 120;

    public static string Words(DateTimeOffset moment, DateTimeOffset now)
    {
        var ahead = moment > now;
        var span = (moment - now).Duration();
        if (span < TimeSpan.FromMinutes(1))
        {
            return ahead ? "in less than a minute" : "just now";
        }

        var days = ahead ? Math.Round(span.TotalDays) : Math.Floor(span.TotalDays); // what ends in a year does so a second later too
        var (count, unit) = span switch
        {
            { TotalHours: < 1 } => (Math.Floor(span.TotalMinutes), "minute"),
            { TotalDays: < 1 } => (Math.Floor(span.TotalHours), "hour"),
            _ when days < (ahead ? DaysInDaysAhead : DaysInDaysAgo) => (days, "day"),
            _ when days < 365 => (Math.Floor(days / DaysOfMonth), "month"),
            _ => (Math.Max(1, Math.Floor(days / 365.25)), "year"),
        };

        return (count, unit, ahead) switch
        {
            (1, "day", true) => "tomorrow",
            (1, "day", false) => "yesterday",
            (1, _, _) => Placed($"1 {unit}", ahead),
            _ => Placed($"{count:0} {unit}s", ahead),
        };
    }

    private static string Placed(string span, bool ahead) => ahead ? $"in {span}" : $"{span} ago";
}
