using System.Net;

namespace Registry.Web.Http;

/// <summary>A page for people where no real one can be shown: it needs nothing that could be broken.</summary>
internal static class PlainPage
{
    public static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self'";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        var home = WebUtility.HtmlEncode(context.Request.PathBase.ToUriComponent());
        var (title, advice) = Text(refusal);
        return context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} · Registry</title><link rel="icon" type="image/svg+xml" href="{home}/favicon.svg"><link rel="stylesheet" href="{home}/assets/app.css"></head>
            <body>
            <header class="top"><a class="brand" href="{home}/">Registry</a></header>
            <main class="plain"><h1>{title}</h1><p>{advice}</p><p class="copyfield"><span class="label">Request id</span><code>{WebUtility.HtmlEncode(context.TraceIdentifier)}</code></p><p><a class="btn primary" href="{home}/">Go to the start page</a></p></main>
            </body>
            </html>

            """,
            context.RequestAborted);
    }

    private static (string Title, string Advice) Text(Refusal refusal) => refusal.Status switch
    {
        StatusCodes.Status404NotFound => ("Page not found", "The address is wrong, or you may not see what is there. Signing in may help."),
        StatusCodes.Status400BadRequest => ("That form cannot be used", "It may have been open for too long. Go back, reload the page and try again."),
        StatusCodes.Status403Forbidden => ("Not allowed", "Your role does not allow this. Ask a maintainer of the project."),
        StatusCodes.Status405MethodNotAllowed => ("That does not work here", "The address exists, but not for this kind of request."),
        StatusCodes.Status507InsufficientStorage => ("The disk is full", "Nothing was stored. Try again once the administrator has made room."),
        StatusCodes.Status503ServiceUnavailable => ("Not available", "The database does not answer. Try again in a moment. If it stays so, tell whoever runs this registry the request id."),
        _ => ("Something went wrong", "It is our fault, and it is in the log. Try again. If it stays so, tell whoever runs this registry the request id: it finds the line in the log."),
    };
}
