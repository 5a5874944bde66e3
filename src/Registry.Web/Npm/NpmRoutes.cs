using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Npm;

/// <summary>The routes below one of the three prefixes, and what each asks of the caller at that level.</summary>
internal sealed record NpmRoutes(RouteGroupBuilder Routes, NpmLevel Level)
{
    /// <summary>An address about the package that the route names.</summary>
    public RouteHandlerBuilder MapNamed(string method, string pattern, ProjectPermission permission, Delegate handler)
    {
        var route = Map(method, pattern, handler);
        return Level switch
        {
            NpmLevel.Project => route.RequirePermission(permission),
            NpmLevel.Group => route.RequireVisibleGroup().RequireNamedPackage(permission),
            _ => route.RequireNamedPackage(permission),
        };
    }

    /// <summary>An address about no package in particular, for whoever may look.</summary>
    public RouteHandlerBuilder MapWhole(string method, string pattern, Delegate handler)
    {
        var route = Map(method, pattern, handler);
        return Level switch
        {
            NpmLevel.Project => route.RequirePermission(ProjectPermission.ReadPackages),
            NpmLevel.Group => route.RequireVisibleGroup(),
            _ => route.RequireGoodCredentials(),
        };
    }

    /// <summary>An address for those who have no credentials yet. It shows nothing of any project.</summary>
    public RouteHandlerBuilder MapOpen(string method, string pattern, Delegate handler) => Map(method, pattern, handler).AllowAnonymous();

    private RouteHandlerBuilder Map(string method, string pattern, Delegate handler) =>
        method == HttpMethods.Get ? Routes.MapRead(pattern, handler) : Routes.MapMethods(pattern, [method], handler);
}
