using Registry.Data.Entities;

namespace Registry.Web.Components.Pages.Members;

/// <summary>What a form makes of somebody's role.</summary>
/// <param name="ExpiresAt">The day from which it is over; null for never.</param>
public sealed record RoleChange(AccessLevel Level, DateOnly? ExpiresAt)
{
    /// <summary>What the posted form says; null where it names no role that there is.</summary>
    internal static RoleChange? Of(IFormCollection form)
    {
        var day = $"{form["ExpiresAt"]}";
        DateOnly? end = DateOnly.TryParseExact(day, "yyyy-MM-dd", out var read) ? read : null;
        return Enum.TryParse<AccessLevel>($"{form["Level"]}", out var level) && Shared.RoleNames.All.Contains(level) && (day.Length == 0 || end is not null)
            ? new RoleChange(level, end)
            : null;
    }
}
