using Registry.Web.Auth;

namespace Registry.Web.Http;

/// <summary>
/// Where GitLab's REST API is mapped: its words for refusals, its tokens, and nobody in particular answered as a stranger in
/// projects and groups. A handler's parameters are declared by <see cref="ParameterFilter"/>.
/// </summary>
internal static class RestRoutes
{
    /// <summary>Below a project, which the route names as <c>{project}</c>.</summary>
    public static RouteGroupBuilder MapProjectApi(this IEndpointRouteBuilder app) => app.MapRest("/projects/{project}").TreatAnonymousAsStranger();

    /// <summary>Below a group, which the route names as <c>{group}</c>.</summary>
    public static RouteGroupBuilder MapGroupApi(this IEndpointRouteBuilder app) => app.MapRest("/groups/{group}").TreatAnonymousAsStranger();

    /// <summary>What belongs to no project and no group.</summary>
    public static RouteGroupBuilder MapInstanceApi(this IEndpointRouteBuilder app) => app.MapRest("");

    /// <summary>Reading: GET, and HEAD for who wants the headers alone.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder app, string pattern, Delegate handler) =>
        app.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);

    private static RouteGroupBuilder MapRest(this IEndpointRouteBuilder app, string path) =>
        app.MapGroup($"/api/v4{path}").WithMetadata(ErrorDialect.GitLab, AcceptedTokens.OfUsers).AddEndpointFilter(RefuseSudoAsync);

    // GitLab would act as somebody else. To pass it over would do as the administrator what another was meant to have done.
    private static ValueTask<object?> RefuseSudoAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        invocation.HttpContext.Request is var request && (request.Headers.ContainsKey("Sudo") || request.Query.ContainsKey("sudo"))
            ? ValueTask.FromResult<object?>(GitLabResults.Refused(new Refusal(StatusCodes.Status403Forbidden, "403 Forbidden - sudo is not supported: use a token of that user")))
            : next(invocation);
}
