using System.Text.Json;

namespace Registry.Web.Npm;

/// <summary>The commands that a manifest gives, each with its file, whichever way they are written.</summary>
internal static class ManifestBins
{
    public static Dictionary<string, string> Of(JsonElement manifest)
    {
        var bin = manifest.Field("bin");
        IEnumerable<KeyValuePair<string, string>> written = bin.ValueKind switch
        {
            JsonValueKind.String => [new(manifest.Text("name") ?? "", bin.GetString()!)],
            JsonValueKind.Array => bin.Texts().Select(file => KeyValuePair.Create(file, file)),
            _ => bin.TextMap(),
        };

        var bins = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in written)
        {
            var (command, file) = (Plain(key).Split('/')[^1], Plain(value));
            if (command.Length > 0 && file.Length > 0)
            {
                bins[command] = file;
            }
        }

        return bins;
    }

    /// <summary>Whether a file lies in the folder that <c>directories.bin</c> gives, all files of which npm takes for commands.</summary>
    public static bool IsBelowFolder(JsonElement manifest, string file) =>
        manifest.Field("directories").Text("bin") is { } folder && (Plain(folder) is "" || file.StartsWith(Plain(folder) + "/", StringComparison.Ordinal));

    // Within the package's own folder, as npm sees to it.
    private static string Plain(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', '\\', ':'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "." or ".."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
