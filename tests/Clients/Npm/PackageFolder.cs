using System.Text.Json;

namespace Registry.Clients.Npm;

/// <summary>The folder of a small package, not yet packed.</summary>
public static class PackageFolder
{
    /// <summary>Writes the folder, over what stands there, and answers its path. Its module is the text <c>name@version</c>.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="name">The package's name.</param>
    /// <param name="version">The package's version.</param>
    /// <param name="more">Further members of package.json.</param>
    /// <param name="files">Further files by their path within the folder.</param>
    public static string Write(string folder, string name, string version, string? more = null, params (string Path, string Text)[] files)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        (string Path, string Text)[] all =
        [
            ("package.json", Manifest(name, version, more)),
            ("index.js", $"module.exports = '{name}@{version}';\n"),
            ("README.md", $"# {name}\n\nHow to use it – naïvely.\n"),
            .. files,
        ];
        foreach (var (path, text) in all)
        {
            File.WriteAllText(Path.Combine(folder, path), text);
        }

        return folder;
    }

    /// <summary>The text of a package.json.</summary>
    public static string Manifest(string name, string version, string? more = null) =>
        $"{{\"name\":{JsonSerializer.Serialize(name)},\"version\":{JsonSerializer.Serialize(version)},\"description\":\"A package for tests\",\"license\":\"MIT\"{(more is null ? "" : $",{more}")}}}\n";
}
