using Registry.Web.Accounts;
using Registry.Web.Administration;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Components;
using Registry.Web.Helm;
using Registry.Web.Hosting;
using Registry.Web.Npm;
using Registry.Web.OpenApi;
using Registry.Web.Packages;
using Registry.Web.Pipelines;
using Registry.Web.Projects;
using Registry.Web.Searching;
using Registry.Web.Tokens;

return await new CommandLine(Program.Build).RunAsync(args);

/// <summary>Registry: a package registry for Helm and npm. A line for each room, twice.</summary>
internal sealed partial class Program
{
    /// <summary>The whole application, not yet started. <paramref name="args"/> are settings: <c>--Registry:DataDirectory=…</c>.</summary>
    public static WebApplication Build(params string[] args) => Build(TimeProvider.System, args);

    /// <summary>The same by another clock.</summary>
    internal static WebApplication Build(TimeProvider time, params string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(Program).Assembly.GetName().Name }).AddHosting(time);
        builder.Services.AddAuth();
        builder.Services.AddAccounts();
        builder.Services.AddProjects();
        builder.Services.AddTokens();
        builder.Services.AddAuditing();
        builder.Services.AddPipelines();
        builder.Services.AddPackages();
        builder.Services.AddHelm();
        builder.Services.AddNpm();
        builder.Services.AddSearch();
        builder.Services.AddAdministration();
        builder.Services.AddOpenApiDocument();
        builder.Services.AddPages();

        var app = builder.Build().UseHosting();
        app.MapHealth();
        app.MapVersion();
        app.MapAccounts();
        app.MapProjects();
        app.MapTokens();
        app.MapAuditing();
        app.MapPipelines();
        app.MapPackages();
        app.MapHelm();
        app.MapNpm();
        app.MapSearch();
        app.MapOpenApiDocument();
        app.MapPages();
        return app.JoinEndpoints();
    }
}
