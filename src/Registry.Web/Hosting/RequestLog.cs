using System.Buffers.Binary;

namespace Registry.Web.Hosting;

/// <summary>
/// Gives each request an id, answers it as <c>X-Request-Id</c>, and writes one line when the answer is out. All lines of a
/// request bear the id. The query is left out: clients put secrets there.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, TimeProvider time, ILogger<RequestLog> logger)
{
    private const string Header = "X-Request-Id";

    public async Task InvokeAsync(HttpContext context)
    {
        var began = time.GetTimestamp();
        var id = Given(context.Request.Headers[Header]) ?? NewId();
        context.TraceIdentifier = id;
        context.Response.Headers[Header] = id;
        var path = context.Request.PathBase.Add(context.Request.Path).Value;
        try
        {
            await next(context);
        }
        finally
        {
            if (logger.IsEnabled(LogLevel.Information))
            {
                var duration = (long)time.GetElapsedTime(began).TotalMicroseconds;
                var address = context.Connection.RemoteIpAddress?.ToString();
                LogRequest(logger, context.Request.Method, path, context.Response.StatusCode, duration, address, context.User.Identity?.Name);
            }
        }
    }

    // Sorted by time, as a GUID of version 7 is. The id is no secret, and the random numbers of one are a call to the system each.
    private string NewId()
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, time.GetUtcNow().ToUnixTimeMilliseconds() << 16);
        Random.Shared.NextBytes(id[6..]);
        return Convert.ToHexStringLower(id);
    }

    // A proxy's own id joins its log to ours; anything but a plain word could forge log lines.
    private static string? Given(string? value) =>
        value is { Length: > 0 and <= 64 } && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? value : null;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path} answered {Status} in {DurationUs} µs, from {Address} as {User}")]
    private static partial void LogRequest(ILogger logger, string method, string? path, int status, long durationUs, string? address, string? user);
}
