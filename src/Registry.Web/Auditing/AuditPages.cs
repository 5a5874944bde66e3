using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Auditing;

/// <summary>What the pages of the audit ask, and the same events as files, for browsers that are signed in: programs have the API.</summary>
internal static class AuditPages
{
    private const string Csv = "/audit_events/export.csv";
    private const string Json = "/audit_events/export.json";

    /// <summary>The filter of a page's query: days are whole ones, in UTC, and both ends belong to it. What is none is left out.</summary>
    public static AuditFilter Filter(string? action, string? actor, string? from, string? to) => new(
        Day(from), Day(to)?.AddDays(1).AddMicroseconds(-1), Text(action), Text(actor));

    public static void MapAuditExports(this IEndpointRouteBuilder app)
    {
        foreach (var (file, export) in ((string, Delegate)[])[(Csv, ExportTable), (Json, ExportJson)])
        {
            app.MapRead($"/{{project}}/-{file}", export).RequirePermission(ProjectPermission.ReadSettings);
            app.MapRead($"/groups/{{group}}/-{file}", export).RequireGroup(GroupPermission.OwnGroup);
            app.MapRead($"/admin{file}", export).RequireAdmin();
        }
    }

    private static AuditExport ExportTable(HttpContext context, AuditQueries events) => new(ReadAll(context, events));

    private static JsonHttpResult<IAsyncEnumerable<AuditEventResponse>> ExportJson(HttpContext context, AuditQueries events)
    {
        context.Response.Headers.ContentDisposition = "attachment; filename=\"audit_events.json\"";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(ReadAll(context, events), AuditJson.Readable.IAsyncEnumerableAuditEventResponse);
    }

    private static IAsyncEnumerable<AuditEventResponse> ReadAll(HttpContext context, AuditQueries events)
    {
        var query = context.Request.Query;
        return events.ReadAllAsync(
            AuditingEndpoints.Scope(context), Filter(query["action"], query["actor"], query["from"], query["to"]), context.RequestAborted);
    }

    private static DateTimeOffset? Day(string? given) =>
        DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : null;

    private static string? Text(string? given) => string.IsNullOrWhiteSpace(given) ? null : given.Replace("\0", "", StringComparison.Ordinal).Trim();
}
