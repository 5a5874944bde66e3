using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Registry.Web.Http;
using Registry.Web.Projects;

namespace Registry.Web.Auth;

/// <summary>
/// Puts denials into the words of the route: JSON for programs, the sign-in page for people. Sends readers of a renamed project
/// on once they are let in: programs to its number, people to its present path.
/// </summary>
internal sealed class AccessResultHandler(PublicUrl publicUrl) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (context.GetEndpoint() is not RouteEndpoint)
        {
            await next(context); // there is nothing to guard: 404, or routing's own 405
            return;
        }

        var isApi = context.GetEndpoint()?.Metadata.GetMetadata<ErrorDialect>() is not null;
        if (authorizeResult.Succeeded)
        {
            if (IsRead(context.Request) && Present(context, isApi) is { } present)
            {
                SendOn(context, present);
                return;
            }

            await next(context);
            return;
        }

        var denial = context.Features.Get<DenialReason>();
        if (isApi)
        {
            var refusal = denial is null ? Refusal.Unauthorized
                : denial.Denial == AccessDenial.BadCredentials && EndedToken.At(context) is { } ended ? ended.ToRefusal()
                : AnonymousAsStranger.Soften(context, denial.Denial).ToRefusal(denial.What);
            await ErrorDialect.Of(context).WriteAsync(context, refusal);
        }
        else if (context.User.Identity?.IsAuthenticated == true)
        {
            // A page that may not be seen looks like one that is not there; FaultHandler shows it.
            context.Response.StatusCode = denial?.Denial == AccessDenial.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound;
        }
        else if (CanBeNoProject(context))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else
        {
            await context.ChallengeAsync();
        }
    }

    // What can be no project, such as /robots.txt, is not there: signing in would not help.
    private static bool CanBeNoProject(HttpContext context) =>
        context.GetRouteValue(PermissionHandler.RouteValue) is string named && PathGrammar.Fault(RawPath.Unfold(named)) is not null;

    // What the route should have named the project or group, if it named it as it was called before.
    private static string? Present(HttpContext context, bool isApi) =>
        context.Features.Get<ProjectFinding>() is { HasMoved: true, Project: var project } ? (isApi ? $"{project.Id}" : project.FullPath)
        : context.Features.Get<GroupFinding>() is { HasMoved: true, Group: var group } ? (isApi ? $"{group.Id}" : group.FullPath)
        : null;

    // A page's parameters are written in capitals.
    private static bool IsNamed(string parameter) =>
        parameter.Equals(PermissionHandler.RouteValue, StringComparison.OrdinalIgnoreCase) || parameter.Equals(GroupHandler.RouteValue, StringComparison.OrdinalIgnoreCase);

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    // GitLab answers a former path with 301. The rest of the address stays as it was sent.
    private void SendOn(HttpContext context, string present)
    {
        var request = context.Request;
        var pattern = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern;
        var path = string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter when IsNamed(parameter.Name) => present,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => Uri.EscapeDataString(RawPath.Unfold($"{request.RouteValues[parameter.Name]}")),
            _ => "",
        }))));
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = $"{publicUrl.Of(request)}/{path}{request.QueryString}";
    }
}
