using Microsoft.AspNetCore.Authorization;
using Registry.Web.Hosting;
using Registry.Web.Http;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>
/// The npm registry, under three prefixes: a project, a group with all below it, and the whole instance. New versions go to
/// projects alone; everything else answers at each.
/// </summary>
internal static class NpmEndpoints
{
    public static IServiceCollection AddNpm(this IServiceCollection services) => services
        .AddSettings<NpmOptions>(NpmOptions.Section, options => options.Faults())
        .AddSingleton<IAuthorizationHandler, NamedPackageHandler>()
        .AddSingleton(new PathDialect("/packages/npm", NpmDialect.Instance))
        .AddSingleton<NpmQueries>()
        .AddSingleton<NpmTargets>()
        .AddSingleton<NpmTarballs>()
        .AddSingleton<Packuments>()
        .AddSingleton<NpmSigner>()
        .AddSingleton<PublishIntake>()
        .AddSingleton<NpmPublisher>()
        .AddSingleton<NpmChanges>()
        .AddSingleton<NpmUpdates>()
        .AddSingleton<NpmSearch>()
        .AddSingleton<NpmAccess>()
        .AddSingleton<NpmForwarding>()
        .AddSingleton<IPackageUpkeep, NpmUpkeep>()
        .AddSingleton<IPackageFormat, NpmFormat>()
        .AddSingleton<IPackagePage, NpmPage>()
        .AddSingleton<IPackageLabels, NpmLabels>()
        .AddSingleton<IBrowserUpload, TarballUpload>();

    public static void MapNpm(this IEndpointRouteBuilder app)
    {
        MapLevel(app, "/api/v4/projects/{project}/packages/npm", NpmLevel.Project);
        MapLevel(app, "/api/v4/groups/{group}/-/packages/npm", NpmLevel.Group);
        MapLevel(app, "/api/v4/packages/npm", NpmLevel.Instance);
        IdTokenEndpoints.MapRoot(app);
    }

    private static void MapLevel(IEndpointRouteBuilder app, string prefix, NpmLevel level)
    {
        var npm = new NpmRoutes((RouteGroupBuilder)app.MapGroup(prefix).WithMetadata(NpmDialect.Instance), level);
        PackumentEndpoints.Map(npm);
        PublishEndpoints.Map(npm);
        DistTagEndpoints.Map(npm);
        AccountEndpoints.Map(npm);
        TokenEndpoints.Map(npm);
        IdTokenEndpoints.Map(npm);
        RegistryEndpoints.Map(npm);
        AuditEndpoints.Map(npm);
    }
}
