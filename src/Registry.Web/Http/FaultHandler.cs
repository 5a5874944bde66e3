using Registry.Data;

namespace Registry.Web.Http;

/// <summary>
/// Answers what nobody foresaw, in the words of the route, with the id under which the log tells more. Also gives a body to
/// refusals that the framework sends bare, such as 404 and 405.
/// </summary>
internal sealed partial class FaultHandler(RequestDelegate next, ILogger<FaultHandler> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogGone(logger);
            return;
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            var (status, message) = Meaning(fault);
            if (status >= StatusCodes.Status500InternalServerError)
            {
                LogFault(logger, fault);
            }

            var id = context.TraceIdentifier;
            context.Response.Clear();
            context.Response.Headers["X-Request-Id"] = id;
            context.Response.StatusCode = status;
            await AnswerAsync(context, new Refusal(status, message));
            return;
        }

        // A refused form has its type set already, and a refused range its length, and there is nothing in either.
        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0 })
        {
            context.Response.ContentLength = null;
            await AnswerAsync(context, new Refusal(context.Response.StatusCode, Words(context.Response.StatusCode)));
        }
    }

    private static Task AnswerAsync(HttpContext context, Refusal refusal) =>
        ErrorDialect.IsSpokenTo(context)
            ? ErrorDialect.Of(context).WriteAsync(context, refusal)
            : PlainPage.WriteAsync(context, refusal);

    private static (int Status, string Message) Meaning(Exception fault) => fault switch
    {
        BadHttpRequestException bad => (bad.StatusCode, $"{Words(bad.StatusCode)} - {bad.Message}"),
        _ => StorageFault.Of(fault) switch
        {
            StorageFaultKind.Full => (StatusCodes.Status507InsufficientStorage, "507 Insufficient Storage - The server's disk is full. Nothing was stored; try again once its administrator has made room."),
            StorageFaultKind.Unavailable => (StatusCodes.Status503ServiceUnavailable, "503 Service Unavailable - The database does not answer. Try again in a moment."),
            _ => (StatusCodes.Status500InternalServerError, "500 Internal Server Error"),
        },
    };

    private static string Words(int status) => $"{status} {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status)}";

    [LoggerMessage(Level = LogLevel.Error, Message = "The request failed")]
    private static partial void LogFault(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The client went away")]
    private static partial void LogGone(ILogger logger);
}
