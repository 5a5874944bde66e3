using System.Text.Json.Serialization.Metadata;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Npm;

/// <summary>The answers that npm's routes have in common.</summary>
internal static class NpmAnswers
{
    /// <summary>The words npm's users know, also for a name that cannot be one.</summary>
    public static IResult NoPackage { get; } = GitLabResults.Refused(Refusal.NotFound("Package"));

    /// <summary>For somebody in particular, or of the moment: nobody keeps it. npm would use one user's answer for another.</summary>
    public static IResult Json<T>(HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(value, type, statusCode: status);
    }

    /// <summary>404; or upstream, if that is allowed; or 401 where signing in might help.</summary>
    public static async Task<IResult> MissingAsync(HttpContext context, NpmView view, NpmPackageName name, string? version, NpmForwarding forwarding, CancellationToken cancellationToken)
    {
        if (await forwarding.FindAsync(view.Level == NpmLevel.Project ? context.GetProject().Id : null, name, version, cancellationToken) is { } upstream)
        {
            context.Response.Headers.CacheControl = "no-store"; // tomorrow the package may be here
            return TypedResults.Redirect(upstream);
        }

        return Missing(context);
    }

    /// <summary>404; or 401 where signing in might help.</summary>
    public static IResult Missing(HttpContext context) =>
        context.GetCaller() is Caller.Anonymous && context.GetNpmView().Level == NpmLevel.Instance ? GitLabResults.Refused(Refusal.Unauthorized) : NoPackage;

    /// <summary>To whoever wants to change a package's owners.</summary>
    public static Refusal OwnersAreMembers(HttpContext context, PublicUrl publicUrl) => new(
        StatusCodes.Status403Forbidden, $"403 Forbidden - Who may publish is for the members of the project to decide, on the pages of {publicUrl.Of(context.Request)}.");

    /// <summary>What is missing from a request, in GitLab's words: <c>"Version" not given</c>.</summary>
    public static IResult NotGiven(string what) => GitLabResults.Refused(Refusal.BadRequest($"\"{what}\" not given"));
}
