namespace Registry.Web.Http;

/// <summary>Conditions under which a caller wants something changed.</summary>
internal static class Preconditions
{
    /// <summary>
    /// 412 where <c>If-Unmodified-Since</c> names a time before the last change, else null. An HTTP time has whole seconds, so
    /// a change within the second counts as none.
    /// </summary>
    public static IResult? Unmet(HttpContext context, DateTimeOffset changedAt) =>
        context.Request.GetTypedHeaders().IfUnmodifiedSince is { } since && changedAt.ToUnixTimeSeconds() > since.ToUnixTimeSeconds()
            ? GitLabResults.Refused(new Refusal(StatusCodes.Status412PreconditionFailed, "412 Precondition Failed"))
            : null;
}
