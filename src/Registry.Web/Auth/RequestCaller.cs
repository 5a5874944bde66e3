using Registry.Data;

namespace Registry.Web.Auth;

/// <summary>What authentication found out about a request.</summary>
/// <param name="Reading">The look at the stamps that the request goes by.</param>
/// <param name="HasBadCredentials">A credential was sent that does not work.</param>
internal sealed record RequestCaller(Caller Caller, AccessReading Reading, bool HasBadCredentials);

internal static class RequestCallers
{
    /// <summary>Who calls; nobody where nothing was authenticated.</summary>
    public static Caller GetCaller(this HttpContext context) => context.Features.Get<RequestCaller>()?.Caller ?? Caller.Anonymous.Instance;

    /// <summary>The project that the request was let into.</summary>
    public static KnownProject GetProject(this HttpContext context) =>
        (context.Features.Get<ProjectFinding>() ?? throw new InvalidOperationException("The endpoint requires no permission in a project.")).Project;

    /// <summary>The stamps as of the beginning of the request.</summary>
    public static Stamps GetStamps(this HttpContext context) =>
        (context.Features.Get<RequestCaller>() ?? throw new InvalidOperationException("The request was not authenticated.")).Reading.Stamps;
}
