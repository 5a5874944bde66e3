using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Registry.Web.Auth;
using Xunit;

namespace Registry.Unit.Auth;

/// <summary>Every address of the program says who may use it, and stands here with it.</summary>
public sealed class EndpointTableTests
{
    // A new address joins this table by hand, and HelmAccessTests or its like by its callers.
    private const string Table = """
        GET,HEAD /api/v4/projects/{project}/packages/helm/{channel}/index.yaml       ReadPackages
        GET,HEAD /api/v4/projects/{project}/packages/helm/{channel}/charts/{fileName} ReadPackages
        POST /api/v4/projects/{project}/packages/helm/api/{channel}/charts           PublishPackages
        POST /api/v4/projects/{project}/packages/helm/api/{**rest}                   PublishPackages
        GET,HEAD /api/v4/groups/{group}/-/packages/helm/{channel}/index.yaml         visible group
        GET,HEAD /api/v4/groups/{group}/-/packages/helm/{channel}/charts/{projectId:long}/{fileName} visible group
        GET,HEAD /{project}/-/package_files/{fileId:long}/download                   ReadPackages
        GET,HEAD /-/health                                                           anybody
        GET,HEAD /-/liveness                                                         anybody
        GET,HEAD /-/readiness                                                        anybody
        GET /_framework/opaque-redirect                                              anybody
        GET,POST /-/status/{Code:int}                                                anybody
        GET,POST /                                                                   anybody
        GET,POST /explore                                                            anybody
        GET,POST /setup                                                              anybody
        GET,POST /users/sign_in                                                      anybody
        POST /users/sign_out                                                         anybody
        GET,POST /dashboard                                                          signed in
        GET,POST /projects/new                                                       signed in
        GET,POST /-/user_settings/personal_access_tokens                             signed in
        GET,POST /{Project}                                                          ReadPackages
        GET,POST /{Project}/-/packages                                               ReadPackages
        GET,POST /{Project}/-/packages/{Id:long}                                     ReadPackages
        """;

    [Fact]
    public async Task Every_address_declares_who_may_use_it()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var endpoints = registry.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !IsStaticFile(endpoint))
            .Select(Describe)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

        var expected = Table.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        var seen = endpoints.ToList();
        Assert.True(
            expected.Order(StringComparer.Ordinal).SequenceEqual(seen, StringComparer.Ordinal),
            string.Join(Environment.NewLine, ["The table lacks:", .. seen.Except(expected), "The program lacks:", .. expected.Except(seen)]));
    }

    // The second is how build output serves files that came after the build; the fallback policy knows it.
    private static bool IsStaticFile(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || AuthServices.IsLateStaticFile(endpoint);

    private static string Describe(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Order(StringComparer.Ordinal);
        return $"{(methods is null ? "*" : string.Join(',', methods))} /{endpoint.RoutePattern.RawText!.TrimStart('/')} {Access(endpoint)}";
    }

    private static string Access(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return "anybody";
        }

        var requirements = endpoint.Metadata.OfType<AuthorizationPolicy>().SelectMany(policy => policy.Requirements)
            .Concat(endpoint.Metadata.OfType<IAuthorizationRequirementData>().SelectMany(data => data.GetRequirements()))
            .Select(requirement => requirement switch
            {
                PermissionRequirement project => $"{project.Permission}",
                GroupRequirement => "visible group",
                _ => null,
            })
            .OfType<string>()
            .ToList();
        return requirements.Count > 0 ? string.Join('+', requirements)
            : endpoint.Metadata.GetMetadata<IAuthorizeData>() is { } data ? data.Policy ?? "signed in"
            : "NOBODY SAID";
    }
}
