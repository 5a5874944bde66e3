using Microsoft.AspNetCore.Http.Features;
using Registry.Web.Http;

namespace Registry.Web.Npm;

/// <summary>
/// The address that a client uses as its registry, with the route prefix as the client wrote it: npm 12 takes no tarball from
/// elsewhere, and pnpm and Yarn send no token there.
/// </summary>
internal static class RegistryAddress
{
    private const string End = "/packages/npm";

    /// <summary>Without a slash at the end.</summary>
    public static string Of(HttpContext context, PublicUrl publicUrl)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var start = target.IndexOf("/api/v4/", StringComparison.Ordinal);
        var end = start < 0 ? -1 : target.IndexOf(End, start, StringComparison.Ordinal);

        // Routing is less strict about letters and slashes than this is: then the prefix is as it should have been written.
        return end < 0 ? publicUrl.Of(context.Request) + Canonical(context) : string.Concat(publicUrl.Of(context.Request), target.AsSpan(start, end + End.Length - start));
    }

    private static string Canonical(HttpContext context) =>
        context.GetRouteValue("project") is { } project ? $"/api/v4/projects/{project}{End}"
        : context.GetRouteValue("group") is { } group ? $"/api/v4/groups/{group}/-{End}"
        : $"/api/v4{End}";
}
