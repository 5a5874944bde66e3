using Microsoft.EntityFrameworkCore;

namespace Registry.Web.Http;

/// <summary>Which part of a list is asked for, by its number: <c>page</c> and <c>per_page</c>.</summary>
internal sealed record OffsetPage(long Number, int Size)
{
    public static readonly ApiParameter<long?> Page = ApiParameters.Integer("page", "The number of the page, from 1.", minimum: 0, maximum: int.MaxValue, usual: "1");
    public static readonly ApiParameter<long?> PerPage = ApiParameters.Integer("per_page", "How many a page holds, at most 100.", minimum: 1, maximum: int.MaxValue, usual: "20");

    private const int Usual = 20;
    private const int Most = 100;
    private const int MostCounted = 10_000;

    /// <summary>As GitLab: page 0 is the first, and more than 100 a page are 100.</summary>
    public static OffsetPage Of(HttpContext context) =>
        new(Math.Max(1, context.Get(Page) ?? 1), (int)Math.Min(Most, context.Get(PerPage) ?? Usual));

    /// <summary>The rows of the page, and how many there are in all, counted no further than GitLab does.</summary>
    /// <param name="ordered">All rows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="counted">The same rows where another order makes counting cheaper: the first of them have to be found.</param>
    public async Task<Paged<T>> ReadAsync<T>(IQueryable<T> ordered, CancellationToken cancellationToken, IQueryable<T>? counted = null)
    {
        var skip = (Number - 1) * Size;
        var rows = skip > int.MaxValue ? [] : await ordered.Skip((int)skip).Take(Size + 1).ToListAsync(cancellationToken);
        var isLast = rows.Count <= Size && (rows.Count > 0 || skip == 0); // the end of the list tells its length
        var total = isLast ? skip + rows.Count : await (counted ?? ordered).Take(MostCounted + 1).CountAsync(cancellationToken);
        return new Paged<T>(this, [.. rows.Take(Size)], rows.Count > Size, total > MostCounted ? null : total);
    }

    /// <summary>The page of a list that is in memory.</summary>
    public Paged<T> Of<T>(IReadOnlyList<T> all)
    {
        var skip = (int)Math.Min(all.Count, (Number - 1) * Size);
        return new Paged<T>(this, [.. all.Skip(skip).Take(Size)], all.Count > skip + Size, all.Count);
    }
}

/// <summary>A page of a list.</summary>
/// <param name="HasMore">Whether there are rows behind it.</param>
/// <param name="Total">How many rows there are in all; null where they are too many to count.</param>
internal sealed record Paged<T>(OffsetPage Page, IReadOnlyList<T> Rows, bool HasMore, long? Total)
{
    /// <summary>The same page of something else.</summary>
    public Paged<TOther> Select<TOther>(Func<T, TOther> selector) => new(Page, [.. Rows.Select(selector)], HasMore, Total);
}
