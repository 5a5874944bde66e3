using Registry.Web.Hosting;

namespace Registry.Web.Tokens;

/// <summary>Personal and deploy tokens: what they look like, how they are made, when they were used.</summary>
internal static class TokenServices
{
    public static IServiceCollection AddTokens(this IServiceCollection services) => services
        .AddSettings<TokenOptions>(TokenOptions.Section, options => options.Faults())
        .AddSingleton<TokenIssuer>()
        .AddSingleton<TokenRevocation>()
        .AddSingleton<TokenQueries>()
        .AddSingleton<TokenUsage>()
        .AddHostedService(provider => provider.GetRequiredService<TokenUsage>());
}
