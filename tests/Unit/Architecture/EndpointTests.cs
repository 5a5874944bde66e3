using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Unit.Architecture;

/// <summary>Every endpoint says who may call it. What says nothing would be denied to everybody.</summary>
public class EndpointTests
{
    // The framework's own, denied to everybody: the one leads on to other sites, which no page does; the other finds static files
    // that were added after a build, and is not there once published.
    private static readonly string[] OfTheFramework = ["_framework/opaque-redirect", "{**path:file}"];

    [Fact]
    public async Task Every_endpoint_declares_its_access()
    {
        using var directory = new TemporaryDirectory();
        await using var app = Program.Build("--applicationName=Registry.Web", $"--Registry:DataDirectory={directory.Path}");

        var silent = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
                && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null
                && endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Except(OfTheFramework, StringComparer.Ordinal);

        Assert.Empty(silent);
    }
}
