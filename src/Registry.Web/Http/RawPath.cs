using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Registry.Web.Hosting;

namespace Registry.Web.Http;

/// <summary>
/// Gives routing a path with one meaning. Kestrel leaves <c>%2F</c> encoded and cannot tell it from <c>%252F</c>, and a full path
/// may be sent with either slash; so the target is decoded here, once, and each full path becomes one segment with <c>%2F</c>
/// between its parts. <see cref="OriginalPath"/> undoes it once the route is found.
/// </summary>
internal sealed class RawPath(RequestDelegate next, IOptions<RegistryOptions> options)
{
    private const string EncodedSlash = "%2F";
    private const string ProjectsAddress = "/api/v4/projects/";

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-+~");

    private readonly string[] _pathBase = options.Value.PathBase.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public Task InvokeAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target is "*" or "" || (_pathBase.Length == 0 && IsPlainAlready(target)))
        {
            return next(context);
        }

        if (RawTarget.Split(target) is not { } segments)
        {
            if (ScopedNames.AreIn(target))
            {
                return ErrorDialect.GitLab.WriteAsync(context, Refusal.Parameter("package_name should be a valid file path")); // GitLab's answer
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var request = context.Request;
        if (StripPathBase(segments))
        {
            request.PathBase = options.Value.PathBase;
            request.Path = "/" + string.Join('/', segments);
        }

        context.Features.Set(new OriginalPath.Kept(request.Path));
        var trailing = target.AsSpan().TrimEnd('/').Length != target.Length && segments.Count > 0 ? "/" : "";
        request.Path = "/" + string.Join('/', FullPaths.Fold(segments).Select(segment => segment.Replace("/", EncodedSlash, StringComparison.Ordinal))) + trailing;
        return next(context);
    }

    /// <summary>A folded full path as it stands in a route value, with its slashes again.</summary>
    public static string Unfold(string value) => value.Replace(EncodedSlash, "/", StringComparison.Ordinal);

    // What clients send thousands of times, a project by its number and nothing escaped, is as routing wants it.
    private static bool IsPlainAlready(ReadOnlySpan<char> target)
    {
        if (!target.StartsWith(ProjectsAddress, StringComparison.Ordinal))
        {
            return false;
        }

        var path = target.IndexOf('?') is >= 0 and var query ? target[..query] : target;
        var named = path[ProjectsAddress.Length..];
        var end = named.IndexOf('/');
        return end > 0 && !named[..end].ContainsAnyExceptInRange('0', '9') && !path.ContainsAnyExcept(Plain)
            && path.IndexOf("//") < 0 && path.IndexOf("/.") < 0;
    }

    // Not UsePathBase: it routes by itself, on a path that was decoded already.
    private bool StripPathBase(List<string> segments)
    {
        if (_pathBase.Length == 0 || segments.Count < _pathBase.Length || !segments.Take(_pathBase.Length).SequenceEqual(_pathBase, StringComparer.Ordinal))
        {
            return false;
        }

        segments.RemoveRange(0, _pathBase.Length);
        return true;
    }
}
