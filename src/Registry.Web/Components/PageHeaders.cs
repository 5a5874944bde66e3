namespace Registry.Web.Components;

/// <summary>Tells the browser how little a page needs. One policy for all of them: enhanced navigation keeps the first page's.</summary>
internal sealed class PageHeaders(RequestDelegate next)
{
    private const string OwnImages = "img-src 'self' data:";

    // Style attributes are allowed for Radzen, which sets them.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; " + OwnImages + "; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff"; // also what somebody uploaded
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            return next(context);
        }

        context.Response.OnStarting(static state =>
        {
            var response = (HttpResponse)state;
            if (response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
            {
                Add(response.Headers, response.HttpContext.Features.Get<ForeignImages>() is not null);
            }

            return Task.CompletedTask;
        }, context.Response);

        return next(context);
    }

    private static void Add(IHeaderDictionary headers, bool showsForeignImages)
    {
        headers.ContentSecurityPolicy = showsForeignImages ? Policy.Replace(OwnImages, $"{OwnImages} https:", StringComparison.Ordinal) : Policy;
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
