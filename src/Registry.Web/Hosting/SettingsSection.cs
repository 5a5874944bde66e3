using Microsoft.Extensions.Options;

namespace Registry.Web.Hosting;

/// <summary>One section of the settings: its keys, and what is wrong with their values.</summary>
/// <param name="Usual">What a key is unless it is given.</param>
internal sealed record SettingsSection(string Name, IReadOnlyList<string> Keys, Func<string, object?> Usual, Func<IEnumerable<string>> Faults)
{
    public IReadOnlyList<string> Check()
    {
        try
        {
            return [.. Faults()];
        }
        catch (InvalidOperationException unreadable)
        {
            // The binder's own words name the key and the value: Failed to convert configuration value 'x' at 'Registry:…'.
            return [unreadable.Message];
        }
    }
}
