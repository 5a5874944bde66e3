namespace Registry.Web.Projects;

/// <summary>Groups, projects and who belongs to them.</summary>
internal static class ProjectServices
{
    public static IServiceCollection AddProjects(this IServiceCollection services) => services
        .AddSingleton<ProjectCreation>()
        .AddSingleton<Renaming>()
        .AddSingleton<MemberAddition>()
        .AddSingleton<ProjectQueries>()
        .AddSingleton<Outlines>()
        .AddSingleton<ProjectListing>()
        .AddSingleton<ProjectChanges>()
        .AddSingleton<GroupListing>()
        .AddSingleton<GroupChanges>()
        .AddSingleton<GroupQueries>()
        .AddSingleton<MemberListing>()
        .AddSingleton<MemberRoll>()
        .AddSingleton<MemberChanges>();
}
