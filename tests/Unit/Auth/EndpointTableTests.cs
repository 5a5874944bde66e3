using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Registry.Unit.Auth.EndpointTables;
using Registry.Web.Auth;
using Registry.Web.Npm;
using Registry.Web.Tokens;
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
        GET /-/openapi.json                                                          anybody
        POST /-/npm/v1/oidc/token/exchange/package/{name}                            anybody
        GET,HEAD /-/health                                                           anybody
        GET,HEAD /-/liveness                                                         anybody
        GET,HEAD /-/readiness                                                        anybody
        GET /_framework/opaque-redirect                                              anybody
        * /_blazor                                                                   anybody
        * /_blazor/disconnect/                                                       anybody
        * /_blazor/initializers/                                                     anybody
        * /_blazor/negotiate                                                         anybody
        GET,POST /-/status/{Code:int}                                                anybody
        GET,POST /                                                                   anybody
        GET,POST /explore                                                            anybody
        GET,POST /setup                                                              anybody
        GET,POST /users/sign_in                                                      anybody
        POST /users/sign_out                                                         anybody
        GET,POST /users/confirm                                                      signed in
        GET,POST /users/two_factor                                                   anybody
        GET,POST /users/password/new                                                 anybody
        POST /users/passkey_options                                                  anybody
        GET,POST /dashboard                                                          signed in
        GET,POST /projects/new                                                       signed in
        GET,POST /-/login/{Word}                                                     signed in
        GET,POST /-/user_settings/personal_access_tokens                             signed in
        GET,POST /-/user_settings/profile                                            signed in
        GET,POST /-/user_settings/password                                           signed in
        GET,POST /-/user_settings/two_factor_auth                                    signed in
        GET,POST /-/user_settings/passkeys                                           signed in
        POST /-/user_settings/passkeys/options                                       signed in
        GET,POST /-/user_settings/active_sessions                                    signed in
        GET,POST /-/user_settings/preferences                                        signed in
        GET,POST /{Project}/-/settings/repository                                    ReadSettings
        GET,POST /groups/{Group}/-/settings/repository                               MaintainGroup
        GET,POST /{Project}                                                          Namespace
        GET,POST /groups/new                                                         signed in
        GET,POST /groups/{Group}                                                     SeeGroup
        GET,POST /groups/{Group}/-/edit                                              OwnGroup
        GET,POST /{Project}/-/edit                                                   ReadSettings
        GET,POST /{Project}/-/project_members                                        ReadProject, signed in
        GET,POST /groups/{Group}/-/group_members                                     SeeGroup, signed in
        GET,HEAD /-/autocomplete/users                                               signed in
        GET,POST /{Project}/-/settings/packages_and_registries                       ReadSettings
        GET,POST /{Project}/-/pipelines                                              ListPackages
        GET,POST /{Project}/-/pipelines/{Id:long}                                    ListPackages
        GET,POST /{Project}/-/commit/{Sha}                                           ListPackages
        GET,POST /{Project}/-/usage_quotas                                           ReadSettings
        GET,POST /groups/{Group}/-/usage_quotas                                      OwnGroup
        GET,POST /{Project}/-/audit_events                                           ReadSettings
        GET,POST /groups/{Group}/-/audit_events                                      OwnGroup
        GET,HEAD /{project}/-/audit_events/export.csv                                ReadSettings
        GET,HEAD /groups/{group}/-/audit_events/export.csv                           OwnGroup
        GET,HEAD /admin/audit_events/export.csv                                      admin
        GET,HEAD /{project}/-/audit_events/export.json                               ReadSettings
        GET,HEAD /groups/{group}/-/audit_events/export.json                          OwnGroup
        GET,HEAD /admin/audit_events/export.json                                     admin
        GET,POST /admin                                                              Admin
        GET,POST /admin/users                                                        Admin
        GET,POST /admin/users/new                                                    Admin
        GET,POST /admin/users/{Id:long}                                              Admin
        GET,POST /admin/groups                                                       Admin
        GET,POST /admin/projects                                                     Admin
        GET,POST /admin/tokens                                                       Admin
        GET,POST /admin/storage                                                      Admin
        GET,POST /admin/health                                                       Admin
        GET,POST /admin/application_settings                                         Admin
        GET,POST /admin/audit_events                                                 Admin
        GET,POST /{Project}/-/packages                                               ListPackages
        GET,POST /{Project}/-/packages/{Id:long}                                     ListPackages
        GET,POST /{Project}/-/packages/delete                                        DeletePackages
        GET,POST /{Project}/-/packages/deprecate                                     DeletePackages
        GET,HEAD /{project}/-/packages/arrived                                       ListPackages
        GET,POST /{Project}/-/trash                                                  ReadSettings
        GET,POST /groups/{Group}/-/packages                                          SeeGroup
        GET,HEAD /{project}/-/packages.atom                                          ListPackages
        GET,HEAD /{project}/-/packages/by_name/{type}/{name}.atom                    ListPackages
        GET,HEAD /{project}/-/packages/by_name/{type}/{scope}/{name}.atom            ListPackages
        GET,HEAD /{project}/-/badges/{type}/{**name}                                 ListPackages
        GET /-/search/suggest                                                        anybody
        GET,POST /search                                                             anybody
        GET,POST /explore/packages                                                   anybody
        GET,POST /help                                                               anybody
        GET,POST /help/shortcuts                                                     anybody
        GET,POST /{Project}/-/packages/{Id:long}/diff                                ListPackages
        GET,POST /{Project}/-/packages/{Id:long}/values                              ListPackages
        GET,HEAD /{project}/-/packages/{id:long}/raw                                 ListPackages
        GET,HEAD /{project}/-/packages/{id:long}/picture                             ListPackages
        GET,HEAD /{project}/-/packages/by_name/{type}/{**name}                       ListPackages
        GET,POST /{Project}/-/packages/new                                           PublishPackages
        POST /{project}/-/packages/new/{type}                                        PublishPackages
        """;

    // Each at three levels. "named" is asked of the project that holds the package, "whole" of whoever may look.
    private const string Npm = """
        GET,HEAD /{name}                                        named ReadPackages
        GET,HEAD /{name}/{version}                              named ReadPackages
        GET,HEAD /{name}/-/{fileName}                           named ReadPackages
        PUT /{name}                                             named PublishPackages
        PUT /{name}/-rev/{revision}                             named DeletePackages
        DELETE /{name}/-rev/{revision}                          named DeletePackages
        DELETE /{name}/-/{fileName}/-rev/{revision}             named DeletePackages
        GET,HEAD /-/package/{name}/dist-tags                    named ReadPackages
        PUT /-/package/{name}/dist-tags/{tag=}                  named PublishPackages
        POST /-/package/{name}/dist-tags/{tag=}                 named PublishPackages
        DELETE /-/package/{name}/dist-tags/{tag=}               named DeletePackages
        GET,HEAD /-/package/{name}/visibility                   named ReadPackages
        GET,HEAD /-/package/{name}/collaborators                named ReadPackages
        GET,HEAD /-/package/{name}/access                       named ReadPackages
        POST /-/package/{name}/access                           named PublishPackages
        PUT /-/package/{name}/owners                            named DeletePackages
        DELETE /-/package/{name}/owners/{owner}                 named DeletePackages
        GET,HEAD /-/npm/v1/attestations/{name}                  named ReadPackages
        GET,HEAD /-/ping                                        whole
        GET,HEAD /-/whoami                                      whole
        GET,HEAD /-/v1/search                                   whole
        GET,HEAD /-/npm/v1/keys                                 whole
        GET,HEAD /-/npm/v1/user                                 whole
        POST /-/npm/v1/user                                     whole
        GET,HEAD /-/npm/v1/tokens                               whole
        POST /-/npm/v1/tokens                                   whole
        DELETE /-/npm/v1/tokens/token/{key}                     whole
        POST /-/npm/v1/security/advisories/bulk                 whole
        POST /-/npm/v1/security/audits/quick                    whole
        POST /-/npm/v1/security/audits                          whole
        GET,HEAD /-/user/{user}                                 whole
        GET,HEAD /-/user/{user}/package                         whole
        GET,HEAD /-/org/{user}/package                          whole
        DELETE /-/user/token/{token}                            whole
        PUT /-/user/{user}                                      anybody
        PUT /-/user/{user}/-rev/{revision}                      anybody
        POST /-/v1/login                                        anybody
        GET,HEAD /-/v1/login/{word}                             anybody
        POST /-/npm/v1/oidc/token/exchange/package/{name}       anybody
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

        var expected = Rows().Concat(Npm.Split('\n').SelectMany(AtEachLevel))
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        var seen = endpoints.ToList();
        Assert.True(
            expected.Order(StringComparer.Ordinal).SequenceEqual(seen, StringComparer.Ordinal),
            string.Join(Environment.NewLine, ["The table lacks:", .. seen.Except(expected), "The program lacks:", .. expected.Except(seen)]));
    }

    private static IEnumerable<string> Rows() =>
        ((string[])[Table, PackagesTable.Rows, ManagementTable.Rows, TokensTable.Rows, PipelinesTable.Rows])
            .SelectMany(table => table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static IEnumerable<string> AtEachLevel(string line)
    {
        var (methods, path, access) = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries) switch { var parts => (parts[0], parts[1], parts[2].Trim()) };
        var permission = access.Split(' ')[^1];
        yield return $"{methods} /api/v4/projects/{{project}}/packages/npm{path} {(access == "whole" ? "ReadPackages" : permission)}";
        yield return $"{methods} /api/v4/groups/{{group}}/-/packages/npm{path} {(access == "whole" ? "visible group" : access == "anybody" ? access : $"visible group+{access}")}";
        yield return $"{methods} /api/v4/packages/npm{path} {(access == "whole" ? "good credentials" : access)}";
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
                GroupRequirement { Permission: GroupPermission.SeeGroup } => "visible group",
                GroupRequirement group => $"{group.Permission}",
                AccountRequirement { MustBeAdmin: true } => "admin",
                AccountRequirement => "account",
                TokenOwnerRequirement => "token owner",
                OwnTokenRequirement { Scopes: TokenScopes.None } => "own token",
                OwnTokenRequirement { Scopes: TokenScopes.Api } => "own token with api",
                NamedPackageRequirement named => $"named {named.Permission}",
                ApiRequirement { MustBeSomebody: true } => "somebody",
                ApiRequirement => "api",
                GoodCredentialsRequirement => "good credentials",
                _ => null,
            })
            .OfType<string>()
            .ToList();
        return requirements.Count > 0 ? string.Join('+', requirements)
            : endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>() is { Count: > 0 } all ? string.Join(", ", all.Select(data => data.Policy ?? "signed in"))
            : "NOBODY SAID";
    }
}
