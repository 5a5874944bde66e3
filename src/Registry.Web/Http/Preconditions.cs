namespace Registry.Web.Http;

/// <summary>Conditions under which a caller wants something changed.</summary>
internal static class Preconditions
{
    /// <summary>
    /// 412 where <c>If-Unmodified-Since</c> names a time before the last change, else null. An HTTP time has whole seconds, so
    /// a change within the second counts as none.
    /// </summary>
    public static IResult? Unmet(HttpContext context, DateTimeOffset changedAt) =>
        HasChanged(changedAt, UnmodifiedSince(context)) ? GitLabResults.Refused(Refusal.PreconditionFailed) : null;

    /// <summary>The time that the caller names, if it names one.</summary>
    public static DateTimeOffset? UnmodifiedSince(HttpContext context) => context.Request.GetTypedHeaders().IfUnmodifiedSince;

    public static bool HasChanged(DateTimeOffset changedAt, DateTimeOffset? since) => changedAt.ToUnixTimeSeconds() > since?.ToUnixTimeSeconds();
}
