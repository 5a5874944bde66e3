using System.Globalization;
using System.Text;

namespace Registry.Web.Auditing;

/// <summary>Events as a table for spreadsheets, sent as they are read (RFC 4180).</summary>
internal sealed class AuditExport(IAsyncEnumerable<AuditEventResponse> events) : IResult
{
    private const string Head = "id,created_at,event_name,author_id,author_name,author_class,entity_type,entity_id,entity_path,target_details,ip_address,token_kind,token_id,before,after\r\n";
    private const int BufferSize = 16 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"audit_events.csv\"";
        response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        await using var writer = new StreamWriter(response.Body, Utf8, BufferSize, leaveOpen: true);
        await writer.WriteAsync(Head.AsMemory(), httpContext.RequestAborted);
        await foreach (var one in events)
        {
            await writer.WriteAsync(Line(one).AsMemory(), httpContext.RequestAborted);
        }
    }

    private static string Line(AuditEventResponse one) => string.Join(',', ((string?[])
    [
        Number(one.Id), one.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), one.EventName,
        Number(one.AuthorId), one.Details.AuthorName, one.Details.AuthorClass, one.EntityType, Number(one.EntityId), one.Details.EntityPath,
        one.Details.TargetDetails, one.Details.IpAddress, one.TokenKind, Number(one.TokenId), one.Before, one.After,
    ]).Select(Cell)) + "\r\n";

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    // A spreadsheet takes what begins with one of these for a formula, and runs it.
    private static string Cell(string? text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text ?? "";
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
