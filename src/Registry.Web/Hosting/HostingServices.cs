using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Registry.Data;
using Registry.Web.Auth;
using Registry.Web.Components;
using Registry.Web.Http;

namespace Registry.Web.Hosting;

/// <summary>The ground every room stands on: settings, data, logs, the order of the pipeline.</summary>
internal static class HostingServices
{
    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder, TimeProvider time)
    {
        var services = builder.Services;
        services.AddSettings<RegistryOptions>(RegistryOptions.Section, options => options.Faults());
        services.AddSettings<DatabaseOptions>(DatabaseOptions.Section, options => options.Faults());
        services.AddSettings<CacheOptions>(CacheOptions.Section, options => options.Faults());
        services.AddSingleton(time);
        services.AddSingleton<DataDirectory>();
        services.AddRegistryData(provider => provider.GetRequiredService<DataDirectory>().Settings);
        services.AddHostedService<Startup>();
        services.AddSingleton<Verification>();
        services.AddHttpParts();

        services.AddDataProtection().SetApplicationName("Registry");
        services.AddSingleton<IXmlRepository, DatabaseKeyRing>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = provider.GetRequiredService<IXmlRepository>()));
        services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>>(provider =>
            new ConfigureOptions<ForwardedHeadersOptions>(options => TrustProxies(options, provider.GetRequiredService<IOptions<RegistryOptions>>().Value.KnownProxies)));

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(LastAuthorization.Remember);
        });
        builder.WebHost.UseSockets(sockets => sockets.IOQueueCount = 0); // straight to the thread pool: a queue between them costs small answers more than it spares

        builder.Logging.ClearProviders();
        services.AddHttpContextAccessor(); // tells which request a line belongs to
        services.AddSingleton<ILoggerProvider, PrintedLines>();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None); // RequestLog does its work; left on, it opens an activity for each request
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical); // a failed start is told once, in plain words
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // keys lie unencrypted in the database, as docs/operating.md says
        return builder;
    }

    /// <summary>The pipeline up to the endpoints. Who calls is settled before where the call goes, and that before any handler. Throws <see cref="StartupException"/> if a setting is faulty.</summary>
    public static WebApplication UseHosting(this WebApplication app)
    {
        Settings.Require(app.Services); // before any part is made that a faulty setting breaks
        app.UseForwardedHeaders();
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<FaultHandler>();
        app.UseMiddleware<RawPath>();
        app.UsePages();
        app.UseRouting();
        app.UseMiddleware<OriginalPath>();
        app.UseAuthentication(); // settles nobody; left out, the framework would put it first
        app.UseMiddleware<CallerAuthentication>();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    /// <summary>After the last is mapped. Whoever asks for the endpoints has each compiled anew, and two do, authorization and routing: half of what a start took.</summary>
    public static WebApplication JoinEndpoints(this WebApplication app)
    {
        var sources = ((IEndpointRouteBuilder)app).DataSources;
        var joined = new CompositeEndpointDataSource([.. sources]);
        sources.Clear();
        sources.Add(joined);
        return app;
    }

    private static void TrustProxies(ForwardedHeadersOptions options, string[]? known)
    {
        // With no proxy to compare with, the framework would believe everybody.
        options.ForwardedHeaders = known is [] ? ForwardedHeaders.None : ForwardedHeaders.All;
        if (known is null)
        {
            return; // the framework's own: loopback
        }

        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in known)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
        }
    }
}
