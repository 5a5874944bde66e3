using System.Text.Json;
using System.Text.RegularExpressions;

namespace Registry.Web.Npm;

/// <summary>
/// Tells whether a published manifest hides or changes what its tarball would do to those who install it. Both are brought
/// to the form in which npm's own rewriting of a manifest makes no difference (npm-normalize-package-bin, normalize-package-data).
/// </summary>
internal static partial class ManifestCoherence
{
    private const string ImplicitInstall = "node-gyp rebuild";

    /// <summary>What differs; null if nothing does that matters.</summary>
    /// <param name="published">The manifest that clients will be told.</param>
    /// <param name="packed">The package.json in the tarball.</param>
    /// <param name="hasGyp">Whether npm builds the package with node-gyp unless it says otherwise.</param>
    public static string? Fault(JsonElement published, JsonElement packed, bool hasGyp)
    {
        var packedBins = ManifestBins.Of(packed);
        return Difference("scripts", Scripts(published), Scripts(packed), (script, command) => MayAddScript(packed, hasGyp, script, command))
            ?? Difference("dependencies", Dependencies(published), Dependencies(packed))
            ?? Difference("optionalDependencies", Map(published, "optionalDependencies"), Map(packed, "optionalDependencies"))
            ?? Difference("peerDependencies", Map(published, "peerDependencies"), Map(packed, "peerDependencies"))
            ?? Difference("bundleDependencies", Bundled(published), Bundled(packed))
            ?? Difference("bin", ManifestBins.Of(published), packedBins, (_, file) => packedBins.Count == 0 && ManifestBins.IsBelowFolder(packed, file));
    }

    /// <summary>Whether npm runs anything when it installs the package.</summary>
    public static bool HasInstallScript(JsonElement manifest, bool hasGyp)
    {
        var scripts = Scripts(manifest);
        return scripts.ContainsKey("preinstall") || scripts.ContainsKey("install") || scripts.ContainsKey("postinstall") || IsBuilt(manifest, hasGyp);
    }

    // Nobody who installs from a registry runs "prepare"; tools that clean package.json for packing leave it in the manifest.
    private static bool MayAddScript(JsonElement packed, bool hasGyp, string script, string command) =>
        script == "prepare" || (script == "install" && command == ImplicitInstall && IsBuilt(packed, hasGyp));

    private static bool IsBuilt(JsonElement manifest, bool hasGyp)
    {
        var scripts = Scripts(manifest);
        return hasGyp && !scripts.ContainsKey("install") && !scripts.ContainsKey("preinstall") && manifest.Field("gypfile").ValueKind is not JsonValueKind.False;
    }

    private static Dictionary<string, string> Scripts(JsonElement manifest) => manifest.Field("scripts").TextMap()
        .Where(script => script.Key is "preinstall" or "install" or "postinstall" or "prepare" && script.Value.Length > 0)
        .ToDictionary(script => script.Key, script => BinPath().Replace(script.Value, ""), StringComparer.Ordinal);

    // npm 6 and 8 copy the optional ones into the others, Yarn 1 takes them out.
    private static Dictionary<string, string> Dependencies(JsonElement manifest)
    {
        var dependencies = Map(manifest, "dependencies");
        foreach (var optional in Map(manifest, "optionalDependencies").Keys)
        {
            dependencies.Remove(optional);
        }

        return dependencies;
    }

    private static Dictionary<string, string> Map(JsonElement manifest, string field) => manifest.Field(field).TextMap()
        .ToDictionary(entry => entry.Key, entry => Canonical(entry.Value.Trim()), StringComparer.Ordinal);

    private static Dictionary<string, string> Bundled(JsonElement manifest)
    {
        var bundled = manifest.Field("bundleDependencies") is { ValueKind: not JsonValueKind.Undefined } value ? value : manifest.Field("bundledDependencies");
        var names = bundled.ValueKind switch
        {
            JsonValueKind.True => Map(manifest, "dependencies").Keys,
            JsonValueKind.Object => bundled.EnumerateObject().Select(property => property.Name),
            _ => bundled.Texts(),
        };
        return names.Distinct(StringComparer.Ordinal).ToDictionary(name => name, _ => "", StringComparer.Ordinal);
    }

    // npm writes addresses of the well-known hosts in its own way.
    private static string Canonical(string specifier) => HostedGit().Match(specifier) is { Success: true } hosted
        ? $"git:{Host(hosted.Groups["host"].Value)}/{hosted.Groups["path"].Value}{hosted.Groups["commit"].Value}"
        : specifier;

    private static string Host(string host) => host.Split('.')[0] is { Length: > 0 } name ? name : "github";

    private static string? Difference(
        string field, Dictionary<string, string> published, Dictionary<string, string> packed, Func<string, string, bool>? mayAdd = null)
    {
        foreach (var (key, value) in packed)
        {
            if (!published.TryGetValue(key, out var said))
            {
                return $"{field} of package.json in the tarball holds {Shown(key)}, which the document leaves out.";
            }

            if (said != value)
            {
                return $"{field} holds another {Shown(key)} in package.json in the tarball than in the document.";
            }
        }

        foreach (var (key, value) in published)
        {
            if (!packed.ContainsKey(key) && mayAdd?.Invoke(key, value) is not true)
            {
                return $"{field} of the document holds {Shown(key)}, which package.json in the tarball does not.";
            }
        }

        return null;
    }

    private static string Shown(string key) => key.Length <= 214 ? $"\"{key}\"" : $"\"{key.AsSpan(0, 214)}…\"";

    [GeneratedRegex(@"\A(\.[/\\])?node_modules[/\\]\.bin[/\\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BinPath();

    [GeneratedRegex(
        @"\A(?:(?<host>github|gitlab|bitbucket):|(?:git\+)?(?:https?|ssh|git)://(?:[^@/\s]+@)?(?:www\.)?(?<host>github\.com|gitlab\.com|bitbucket\.org)[/:]|git@(?<host>github\.com|gitlab\.com|bitbucket\.org):)?(?<path>[\w-][\w.-]*/[\w.-]+?)(?:\.git)?/?(?<commit>#\S*)?\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex HostedGit();
}
