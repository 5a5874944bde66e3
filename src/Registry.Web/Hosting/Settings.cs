using System.Reflection;
using Microsoft.Extensions.Options;

namespace Registry.Web.Hosting;

/// <summary>Lets each room own its settings and has all of them checked together at start.</summary>
internal static class Settings
{
    /// <summary>Binds <typeparamref name="T"/> to a section. <paramref name="faults"/> tells what is wrong, in words an operator can act on.</summary>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section, Func<T, IEnumerable<string>> faults)
        where T : class => services.AddSettings<T>(section, (_, options) => faults(options));

    /// <summary>The same, where what is wrong depends on other sections.</summary>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section, Func<IServiceProvider, T, IEnumerable<string>> faults)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section);
        return services.AddSingleton(provider => new SettingsSection(
            section,
            [.. typeof(T).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)],
            key => typeof(T).GetProperty(key)?.GetValue(Activator.CreateInstance<T>()),
            () =>
            {
                var options = provider.GetRequiredService<IOptions<T>>().Value;
                var missing = Missing(section, options);
                return missing.Count > 0 ? missing : faults(provider, options);
            }));
    }

    /// <summary>Throws a <see cref="StartupException"/> that lists every fault of every section.</summary>
    public static void Require(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var sections = services.GetServices<SettingsSection>().ToList();
        var faults = sections.SelectMany(section => Unknown(configuration, section, sections).Concat(section.Check())).ToList();
        if (faults.Count > 0)
        {
            throw new StartupException(string.Join(Environment.NewLine, ["The settings have faults:", .. faults.Select(fault => $"- {fault}")]));
        }
    }

    // JSON can say null where a value is needed.
    private static List<string> Missing(string section, object options)
    {
        var nullability = new NullabilityInfoContext();
        return [.. options.GetType().GetProperties()
            .Where(property => property.CanWrite && nullability.Create(property).WriteState == NullabilityState.NotNull && property.GetValue(options) is null)
            .Select(property => $"{section}:{property.Name} is null: give a value, or leave the key out.")];
    }

    // A mistyped key would otherwise be a setting that silently does nothing.
    private static IEnumerable<string> Unknown(IConfiguration configuration, SettingsSection section, List<SettingsSection> sections) =>
        configuration.GetSection(section.Name).GetChildren()
            .Where(child => !section.Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Where(child => !sections.Exists(other => string.Equals(other.Name, child.Path, StringComparison.OrdinalIgnoreCase)))
            .Select(child => $"{child.Path} is not a setting. appsettings.sample.json lists them all.");
}
