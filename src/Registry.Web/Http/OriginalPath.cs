namespace Registry.Web.Http;

/// <summary>Puts the path back that <see cref="RawPath"/> rewrote for routing: pages and links must see what was asked for.</summary>
internal sealed class OriginalPath(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<Kept>() is { } kept)
        {
            context.Request.Path = kept.Path;
        }

        return next(context);
    }

    internal sealed record Kept(PathString Path);
}
