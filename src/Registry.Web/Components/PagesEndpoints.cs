using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Registry.Web.Components;

/// <summary>The pages for people: server-rendered components, their static files, and what a browser is told about them.</summary>
internal static class PagesEndpoints
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            // Whoever comes back later finds the page as it was first: nothing in it is worth the memory.
            circuits.DisconnectedCircuitMaxRetained = 50;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(1);
        });
        services.AddAntiforgery();
        services.AddScoped<Account.MadeTokens>();
        services.AddScoped<Account.ConfirmFirst>();
        return services;
    }

    /// <summary>
    /// Adds security headers to HTML, and a page in place of a bare status for who asked for HTML. Comes before UseRouting.
    /// </summary>
    public static void UsePages(this WebApplication app)
    {
        FindStaticFiles(app);
        app.UseMiddleware<PageHeaders>();
        // In a scope of its own: a page that was begun and found nothing has used up what a render needs.
        app.UseStatusCodePagesWithReExecute("/-/status/{0}", createScopeForStatusCodePages: true);
        app.Use(KeepBareStatusForPrograms);
    }

    public static void MapPages(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            // As when published: the address for files that come after the build takes every GET, and so a 404 for what is a 405.
            app.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        }

        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null) // PageHeaders says more
            .Add(AllowFramework);
    }

    // What the framework maps beside the pages shows nothing of anybody: the end of an enhanced redirect, and the connection of a
    // page that is a tool, which asks OpenPage.
    private static void AllowFramework(EndpointBuilder endpoint)
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } pattern } && pattern.TrimStart('/') is var path
            && (path.StartsWith("_framework/", StringComparison.Ordinal) || path.StartsWith("_blazor", StringComparison.Ordinal)))
        {
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
        }
    }

    // Not by UseWhen: a branch has no routes to execute again.
    private static Task KeepBareStatusForPrograms(HttpContext context, RequestDelegate next)
    {
        var visit = !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            && context.Request.Headers[HeaderNames.Accept].ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        if (!visit && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(context);
    }

    // The program may be started from any folder: published, its files lie beside it; in build output a manifest says where they are.
    private static void FindStaticFiles(WebApplication app)
    {
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(published))
        {
            app.Environment.WebRootPath = published;
            app.Environment.WebRootFileProvider = new PhysicalFileProvider(published);
        }
        else if (!app.Environment.IsDevelopment())
        {
            StaticWebAssetsLoader.UseStaticWebAssets(app.Environment, app.Configuration);
        }
    }
}
