using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Registry.Web.Http;

/// <summary>The headers that tell a caller where in a list a page stands, as GitLab writes them.</summary>
internal static class ListHeaders
{
    /// <summary>The <c>X-</c> headers and <c>Link</c> of a page by number.</summary>
    public static void WritePage<T>(this HttpContext context, Paged<T> paged, PublicUrl publicUrl)
    {
        var (number, size) = (paged.Page.Number, paged.Page.Size);
        var last = paged.Total is { } total ? Math.Max(1, (total + size - 1) / size) : (long?)null;
        long? next = paged.HasMore ? number + 1 : null;
        long? previous = number > 1 ? number - 1 : null;
        var headers = context.Response.Headers;
        headers["X-Page"] = Text(number);
        headers["X-Per-Page"] = Text(size);
        headers["X-Next-Page"] = Text(next);
        headers["X-Prev-Page"] = Text(previous);
        if (paged.Total is not null)
        {
            headers["X-Total"] = Text(paged.Total);
            headers["X-Total-Pages"] = Text(last);
        }

        var links = new (string Rel, long? Page)[] { ("prev", previous), ("next", next), ("first", 1), ("last", last) };
        headers.Link = string.Join(", ", links.Where(link => link.Page is not null).Select(link =>
            $"<{Address(context, publicUrl, ("page", Text(link.Page)), ("per_page", Text(size)))}>; rel=\"{link.Rel}\""));
    }

    /// <summary>The <c>Link</c> of a page by cursor; none at the end of the list.</summary>
    public static void WriteCursors(this HttpContext context, PublicUrl publicUrl, int size, string? next, string? previous)
    {
        var links = new (string Rel, string? Cursor)[] { ("prev", previous), ("next", next) };
        var text = string.Join(", ", links.Where(link => link.Cursor is not null).Select(link =>
            $"<{Address(context, publicUrl, ("cursor", link.Cursor!), ("per_page", Text(size)))}>; rel=\"{link.Rel}\""));
        if (text.Length > 0)
        {
            context.Response.Headers.Link = text;
        }
    }

    // The request's own address, with some parameters of its query in the place of what they were.
    private static string Address(HttpContext context, PublicUrl publicUrl, params ReadOnlySpan<(string Name, string Value)> changed)
    {
        var query = QueryHelpers.ParseQuery(context.Request.QueryString.Value).ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal);
        query.Remove("private_token");
        foreach (var (name, value) in changed)
        {
            query[name] = value;
        }

        return QueryHelpers.AddQueryString($"{publicUrl.Of(context.Request)}{context.Request.Path.ToUriComponent()}", query!);
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
