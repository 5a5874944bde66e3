using Microsoft.Extensions.Options;
using Registry.Web.Hosting;

namespace Registry.Web.Http;

/// <summary>
/// The address this registry is reached at: the setting <c>Registry:PublicUrl</c>, else what the request, or a known proxy
/// before it, says. Every generated address begins with it.
/// </summary>
internal sealed class PublicUrl(IOptions<RegistryOptions> options)
{
    private readonly Uri? _fixed = options.Value.PublicUrl is { } url ? new Uri(url) : null;

    /// <summary>Scheme, host and path base, without a slash at the end.</summary>
    public string Of(HttpRequest request) =>
        _fixed is null ? $"{request.Scheme}://{request.Host.ToUriComponent()}{PathBase(request)}" : _fixed.GetLeftPart(UriPartial.Path).TrimEnd('/');

    /// <summary>The host of the setting, without a port; null where only requests tell, which anybody can send.</summary>
    public string? HostName => _fixed?.IdnHost;

    /// <summary>The path before every route: empty, or <c>/registry</c>.</summary>
    public string PathBase(HttpRequest request) =>
        _fixed is null ? request.PathBase.ToUriComponent().TrimEnd('/') : _fixed.AbsolutePath.TrimEnd('/');
}
