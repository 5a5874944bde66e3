using System.Collections;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Registry.Web.Hosting;

namespace Registry.Web.Administration;

/// <summary>Every setting with its value, what it is unless given, and who gave it. Secrets are told by whether there is one.</summary>
internal sealed class SettingsReport(IConfiguration configuration, IEnumerable<SettingsSection> sections)
{
    private const string Hidden = "••••••";

    private static readonly string[] Secrets = ["ConnectionString", "Password", "Secret", "PrivateKey", "AccessKey", "SecretKey"];

    public IReadOnlyList<SettingLine> Read() =>
    [
        .. from section in sections
           from key in section.Keys
           let path = $"{section.Name}:{key}"
           orderby section.Name, key
           select new SettingLine(section.Name, key, Value(path, key) ?? Word(section.Usual(key)), Word(section.Usual(key)), Source(path)),
    ];

    private string? Value(string path, string key)
    {
        var given = configuration.GetSection(path);
        if (given.Value is { } value)
        {
            return Secrets.Any(secret => key.Contains(secret, StringComparison.OrdinalIgnoreCase)) ? Hidden : value;
        }

        var leaves = Leaves(given).ToList();
        return leaves.Count == 0 ? null : string.Join(", ", leaves);
    }

    // A list, or a list of objects, in the order of its keys.
    private static IEnumerable<string> Leaves(IConfigurationSection section) => section.GetChildren().SelectMany(child =>
        child.Value is { } value
            ? [Secrets.Any(secret => child.Key.Contains(secret, StringComparison.OrdinalIgnoreCase)) ? Hidden : int.TryParse(child.Key, out _) ? value : $"{child.Key}={value}"]
            : Leaves(child));

    // The last that names it wins, as in the configuration itself.
    private SettingSource Source(string path)
    {
        var providers = (configuration as IConfigurationRoot)?.Providers ?? [];
        return providers.Reverse().FirstOrDefault(provider => Names(provider, path)) switch
        {
            null => SettingSource.Default,
            CommandLineConfigurationProvider => SettingSource.CommandLine,
            EnvironmentVariablesConfigurationProvider => SettingSource.Environment,
            JsonConfigurationProvider => SettingSource.File,
            _ => SettingSource.Program,
        };
    }

    private static bool Names(IConfigurationProvider provider, string path) =>
        provider.TryGet(path, out _) || provider.GetChildKeys([], path).Any();

    private static string Word(object? value) => value switch
    {
        null => "none",
        "" => "empty",
        bool flag => flag ? "true" : "false",
        string text => text,
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Word)) is { Length: > 0 } words ? words : "none",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => JsonNamingPolicy.CamelCase.ConvertName($"{value}"),
    };
}

/// <summary>A setting.</summary>
/// <param name="Value">In words; hidden where it is a secret.</param>
/// <param name="Usual">What it is unless given.</param>
internal sealed record SettingLine(string Section, string Key, string Value, string Usual, SettingSource Source);

/// <summary>Who gave a setting.</summary>
internal enum SettingSource
{
    Default = 0,
    File,
    Environment,
    CommandLine,

    /// <summary>The program that runs it, as tests do.</summary>
    Program,
}
