namespace Registry.Web.Http;

/// <summary>What every room needs of HTTP.</summary>
internal static class HttpParts
{
    public static IServiceCollection AddHttpParts(this IServiceCollection services) =>
        services.AddSingleton<PublicUrl>().AddSingleton<ReadyDocuments>().AddSingleton<ReadyBlobs>().AddSingleton<SentForms>();
}
