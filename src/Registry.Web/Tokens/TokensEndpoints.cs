using Registry.Web.Hosting;
using Registry.Web.Http;

namespace Registry.Web.Tokens;

/// <summary>Personal and deploy tokens: what they look like, how they are made, changed and ended, when they were used.</summary>
internal static class TokensEndpoints
{
    public static IServiceCollection AddTokens(this IServiceCollection services) => services
        .AddSettings<TokenOptions>(TokenOptions.Section, options => options.Faults())
        .AddSingleton<TokenLifetime>()
        .AddSingleton<TokenIssuer>()
        .AddSingleton<TokenRevocation>()
        .AddSingleton<TokenRotation>()
        .AddSingleton<TokenFamilies>()
        .AddSingleton<TokenQueries>()
        .AddSingleton<PersonalTokenListing>()
        .AddSingleton<BindableProjects>()
        .AddSingleton<DeployTokens>()
        .AddSingleton<TokenUsage>()
        .AddHostedService(provider => provider.GetRequiredService<TokenUsage>());

    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        var instance = app.MapInstanceApi();
        PersonalTokenEndpoints.Map(instance);
        OwnTokenEndpoints.Map(instance);
        DeployTokenEndpoints.Map(instance, app.MapProjectApi(), app.MapGroupApi());
    }
}
