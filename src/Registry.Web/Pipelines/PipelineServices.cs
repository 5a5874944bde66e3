namespace Registry.Web.Pipelines;

/// <summary>Builds that ran elsewhere and publish here.</summary>
internal static class PipelineServices
{
    public static IServiceCollection AddPipelines(this IServiceCollection services) => services.AddSingleton<JobOpener>();
}
