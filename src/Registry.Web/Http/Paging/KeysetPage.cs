using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;

namespace Registry.Web.Http;

/// <summary>
/// Which part of a list is asked for, by the row it follows: as quick at the end of a long list as at its beginning. The cursor
/// is GitLab's: an id and a direction, n(ext) or p(revious), as JSON in base64url.
/// </summary>
internal sealed record KeysetPage(long? Id, bool IsBack, int Size)
{
    public static readonly ApiParameter<string?> Cursor = ApiParameters.Text("cursor", "Where the last page ended: from its Link header.");

    /// <summary>The page that the request asks for; null where the cursor is none that was given out.</summary>
    public static KeysetPage? Of(string? cursor, int size)
    {
        if (cursor is null)
        {
            return new KeysetPage(null, IsBack: false, size);
        }

        try
        {
            var read = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(cursor), CursorJson.Default.CursorContent);
            return read is { Id: var text, Direction: "n" or "p" } && long.TryParse(text, out var id) ? new KeysetPage(id, read.Direction == "p", size) : null;
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads the rows in the order of their ids, or against it, and the cursors to go on from there.</summary>
    /// <param name="rows">Not ordered yet.</param>
    /// <param name="id">Adds the id to compare with.</param>
    /// <param name="descending">Whether the newest are first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<KeysetRows<T>> ReadAsync<T>(IQueryable<T> rows, System.Linq.Expressions.Expression<Func<T, long>> id, bool descending, CancellationToken cancellationToken)
    {
        var down = descending != IsBack;
        if (Id is { } from)
        {
            var bound = System.Linq.Expressions.Expression.Constant(from);
            var compared = down ? System.Linq.Expressions.Expression.LessThan(id.Body, bound) : System.Linq.Expressions.Expression.GreaterThan(id.Body, bound);
            rows = rows.Where(System.Linq.Expressions.Expression.Lambda<Func<T, bool>>(compared, id.Parameters));
        }

        var read = await (down ? rows.OrderByDescending(id) : rows.OrderBy(id)).Take(Size + 1).ToListAsync(cancellationToken);
        var hasMore = read.Count > Size;
        var page = read.Take(Size).ToList();
        if (IsBack)
        {
            page.Reverse();
        }

        if (page.Count == 0)
        {
            return new KeysetRows<T>(page, null, null);
        }

        var idOf = id.Compile();
        var next = IsBack || hasMore ? Encode(idOf(page[^1]), "n") : null;
        var previous = IsBack ? hasMore : Id is not null;
        return new KeysetRows<T>(page, next, previous ? Encode(idOf(page[0]), "p") : null);
    }

    private static string Encode(long id, string direction) => Base64Url.EncodeToString(
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new CursorContent($"{id}", direction), CursorJson.Default.CursorContent)));
}

/// <summary>A page, and the cursors of its neighbours.</summary>
internal sealed record KeysetRows<T>(IReadOnlyList<T> Rows, string? Next, string? Previous)
{
    /// <summary>The same page of something else.</summary>
    public KeysetRows<TOther> Select<TOther>(Func<T, TOther> selector) => new([.. Rows.Select(selector)], Next, Previous);
}

internal sealed record CursorContent([property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("_kd")] string Direction);

[JsonSerializable(typeof(CursorContent))]
internal sealed partial class CursorJson : JsonSerializerContext;
