using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Registry.Web.Http;

namespace Registry.Web.Auth;

/// <summary>
/// Puts denials into the words of the route: JSON for programs, the sign-in page for people. Sends readers of a renamed project
/// on to its number, once they are let in.
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
            if (isApi && context.Features.Get<ProjectFinding>() is { HasMoved: true } moved && IsRead(context.Request))
            {
                SendOn(context, moved.Project.Id);
                return;
            }

            await next(context);
            return;
        }

        var denial = authorizeResult.AuthorizationFailure?.FailureReasons.OfType<DenialReason>().FirstOrDefault()?.Denial;
        if (isApi)
        {
            await ErrorDialect.Of(context).WriteAsync(context, denial?.ToRefusal() ?? Refusal.Unauthorized);
        }
        else if (context.User.Identity?.IsAuthenticated == true)
        {
            // A page that may not be seen looks like one that is not there; FaultHandler shows it.
            context.Response.StatusCode = denial == AccessDenial.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound;
        }
        else
        {
            await context.ChallengeAsync();
        }
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    // GitLab answers a former path with 301 to the number. The rest of the address stays as it was sent.
    private void SendOn(HttpContext context, long projectId)
    {
        var request = context.Request;
        var values = request.RouteValues.Where(value => value.Key != PermissionHandler.RouteValue).ToDictionary(StringComparer.Ordinal);
        var pattern = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern;
        var path = string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: PermissionHandler.RouteValue } => $"{projectId}",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => Uri.EscapeDataString(RawPath.Unfold($"{values[parameter.Name]}")),
            _ => "",
        }))));
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = $"{publicUrl.Of(request)}/{path}{request.QueryString}";
    }
}
