namespace Registry.Web.Http;

/// <summary>What no other endpoint answers is not there, for whoever asks.</summary>
internal static class UnknownEndpoints
{
    public static void MapUnknown(this IEndpointRouteBuilder app)
    {
        app.MapFallback("/api/{**rest}", () => GitLabResults.Refused(Refusal.NotFound())).AllowAnonymous().WithMetadata(ErrorDialect.GitLab);
        app.MapFallback("/{**rest}", () => TypedResults.NotFound()).AllowAnonymous();
    }
}
