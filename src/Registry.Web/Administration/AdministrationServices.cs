namespace Registry.Web.Administration;

/// <summary>What administrators see of the whole instance. Its pages are for them alone.</summary>
internal static class AdministrationServices
{
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services
        .AddSingleton<InstanceCounts>()
        .AddSingleton<InstanceLists>()
        .AddSingleton<TokenInventory>()
        .AddSingleton<StorageReport>()
        .AddSingleton<HealthReport>()
        .AddSingleton<SettingsReport>();
}
