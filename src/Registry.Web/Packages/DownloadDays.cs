using Microsoft.EntityFrameworkCore;
using Registry.Data;

namespace Registry.Web.Packages;

/// <summary>How often packages were downloaded, day by day, in UTC.</summary>
internal static class DownloadDays
{
    /// <summary>How many days lists show, today among them.</summary>
    public const int Shown = 30;

    /// <summary>How many are kept.</summary>
    public const int Kept = 400;

    /// <summary>The first of the days that lists show.</summary>
    public static DateOnly First(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(1 - Shown);

    /// <summary>For each key with a package that was downloaded since that day, a number for each day from it on.</summary>
    public static async Task<IReadOnlyDictionary<long, long[]>> ReadAsync(
        RegistryDbContext database, IQueryable<KeyedPackage> packages, DateOnly since, CancellationToken cancellationToken)
    {
        var rows = await packages
            .Join(database.PackageDownloadDays.Where(day => day.Day >= since), package => package.Id, day => day.PackageId, (package, day) => new { package.Key, day.Day, day.Count })
            .GroupBy(one => new { one.Key, one.Day }).Select(days => new { days.Key.Key, days.Key.Day, Count = days.Sum(one => one.Count) })
            .ToListAsync(cancellationToken);
        return rows.GroupBy(row => row.Key).ToDictionary(ofKey => ofKey.Key, ofKey =>
        {
            var days = new long[Shown];
            foreach (var row in ofKey)
            {
                days[Math.Clamp(row.Day.DayNumber - since.DayNumber, 0, Shown - 1)] += row.Count;
            }

            return days;
        });
    }
}
