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

    /// <summary>For each of the packages that was downloaded since that day, a number for each day from it on.</summary>
    public static async Task<IReadOnlyDictionary<long, long[]>> ReadAsync(
        RegistryDbContext database, IQueryable<long> packageIds, DateOnly since, CancellationToken cancellationToken)
    {
        var rows = await database.PackageDownloadDays.AsNoTracking()
            .Where(day => packageIds.Contains(day.PackageId) && day.Day >= since).ToListAsync(cancellationToken);
        return rows.GroupBy(row => row.PackageId).ToDictionary(ofPackage => ofPackage.Key, ofPackage =>
        {
            var days = new long[Shown];
            foreach (var row in ofPackage)
            {
                days[Math.Clamp(row.Day.DayNumber - since.DayNumber, 0, Shown - 1)] += row.Count;
            }

            return days;
        });
    }

    /// <summary>The numbers of several packages, added day by day.</summary>
    public static long[] Sum(IEnumerable<long[]> all)
    {
        var sum = new long[Shown];
        foreach (var days in all)
        {
            for (var at = 0; at < Shown; at++)
            {
                sum[at] += days[at];
            }
        }

        return sum;
    }
}
