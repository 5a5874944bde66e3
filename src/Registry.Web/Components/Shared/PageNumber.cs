using System.Globalization;
using Registry.Web.Http;

namespace Registry.Web.Components.Shared;

/// <summary>Which part of a list an address asks for.</summary>
internal static class PageNumber
{
    public const int Size = 20;

    private const int Highest = 10_000_000;
    private const int MostCounted = 10_000;

    /// <summary>From 1 on; what is no number is the first page.</summary>
    public static int Of(string? query) =>
        int.TryParse(query, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, Highest) : 1;

    /// <summary>The part that <paramref name="load"/> answers for how many to skip; past the end, the last one.</summary>
    public static async Task<(int Page, T Part)> LoadAsync<T>(string? query, Func<int, Task<T>> load, Func<T, int> total)
    {
        var page = Of(query);
        var part = await load((page - 1) * Size);
        var last = Math.Max(1, ((total(part) - 1) / Size) + 1);
        return page <= last ? (page, part) : (last, await load((last - 1) * Size));
    }

    /// <summary>The same of lists that are counted only so far: the total of a longer one is how far it was counted.</summary>
    public static async Task<(int Page, IReadOnlyList<T> Rows, long Total)> LoadAsync<T>(string? query, Func<OffsetPage, Task<Paged<T>>> load)
    {
        var (page, part) = await LoadAsync(query, skip => load(new OffsetPage((skip / Size) + 1, Size)), part => (int)(part.Total ?? int.MaxValue));
        return (page, part.Rows, part.Total ?? Math.Max(MostCounted, (long)page * Size) + 1);
    }
}
