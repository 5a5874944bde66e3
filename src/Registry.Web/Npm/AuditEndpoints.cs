using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Npm;

/// <summary>
/// npm audit. There is no database of advisories here, so every client is told, in its own shape, that nothing is known; where
/// requests may be forwarded, and none of the packages is from here, the upstream registry answers.
/// </summary>
internal static class AuditEndpoints
{
    private const string Bulk = "/-/npm/v1/security/advisories/bulk";
    private const string Quick = "/-/npm/v1/security/audits/quick";
    private const string Full = "/-/npm/v1/security/audits";

    public static void Map(NpmRoutes npm)
    {
        npm.MapWhole(HttpMethods.Post, Bulk, (HttpContext context, NpmForwarding forwarding, CancellationToken cancel) => AnswerAsync(context, forwarding, Bulk, AuditForm.Bulk, cancel));
        npm.MapWhole(HttpMethods.Post, Quick, (HttpContext context, NpmForwarding forwarding, CancellationToken cancel) => AnswerAsync(context, forwarding, Quick, AuditForm.Tree, cancel));
        npm.MapWhole(HttpMethods.Post, Full, (HttpContext context, NpmForwarding forwarding, CancellationToken cancel) => AnswerAsync(context, forwarding, Full, AuditForm.Tree, cancel));
    }

    private static byte[] NothingInBulk { get; } = [.. "{}"u8];

    private static byte[] NothingInTree { get; } =
    [
        .. """
           {"actions":[],"advisories":{},"muted":[],"metadata":{"vulnerabilities":{"info":0,"low":0,"moderate":0,"high":0,"critical":0},"dependencies":0,"devDependencies":0,"optionalDependencies":0,"totalDependencies":0}}
           """u8,
    ];

    private static async Task<IResult> AnswerAsync(HttpContext context, NpmForwarding forwarding, string path, AuditForm form, CancellationToken cancellationToken)
    {
        if (context.GetCaller() is Caller.Anonymous)
        {
            return GitLabResults.Refused(Refusal.Unauthorized);
        }

        var isGzip = context.Request.Headers.ContentEncoding.ToString().Equals("gzip", StringComparison.OrdinalIgnoreCase);
        switch (await AuditRequest.ReadAsync(context.Request.Body, isGzip, form, cancellationToken))
        {
            case AuditReading.Named named:
                var projectId = context.Features.Get<ProjectFinding>()?.Project.Id;
                context.Response.Headers.CacheControl = "no-store";
                return await forwarding.FindAuditAsync(projectId, named.Names, path, cancellationToken) is { } upstream
                    ? TypedResults.Redirect(upstream, permanent: false, preserveMethod: true)
                    : TypedResults.Bytes(form == AuditForm.Bulk ? NothingInBulk : NothingInTree, PackumentNegotiation.FullType);
            case AuditReading.Malformed malformed:
                return GitLabResults.Refused(Refusal.BadRequest(malformed.Reason));
            case AuditReading.TooLarge large:
                return GitLabResults.Refused(Refusal.BadRequest(large.Reason));
            default:
                throw new InvalidOperationException("A reading that nobody foresaw.");
        }
    }
}
