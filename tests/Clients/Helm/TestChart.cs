using Registry.Tests.Hosting;

namespace Registry.Clients.Helm;

/// <summary>A chart as <c>helm create</c> scaffolds it, packed by <c>helm package</c>.</summary>
/// <param name="File">The archive's path; its last segment is <c>name-version.tgz</c>.</param>
/// <param name="Bytes">The archive.</param>
/// <param name="Values">The text of values.yaml.</param>
public sealed record TestChart(string Name, string Version, string AppVersion, string File, byte[] Bytes, string Values)
{
    // Left unquoted in an index, this would be a number to helm.
    private const string NumberLikeAppVersion = "1.10";

    /// <summary>Makes the archive in the client's working directory.</summary>
    /// <param name="helm">The helm that scaffolds and packs it.</param>
    /// <param name="name">The chart's name.</param>
    /// <param name="version">The chart's version.</param>
    /// <param name="note">Words for values.yaml: other words, other bytes.</param>
    public static async Task<TestChart> CreateAsync(HelmClient helm, string name, string version, string note = "as scaffolded")
    {
        using var source = new TemporaryDirectory();
        var folder = Path.Combine(source.Path, name);
        (await helm.RunAsync("create", folder)).Succeeded();
        var valuesFile = Path.Combine(folder, "values.yaml");
        await System.IO.File.AppendAllTextAsync(valuesFile, $"\n# {note}\n");
        (await helm.RunAsync("package", folder, "--version", version, "--app-version", NumberLikeAppVersion)).Succeeded();

        var file = Path.Combine(helm.WorkingDirectory, $"{name}-{version}.tgz");
        return new TestChart(name, version, NumberLikeAppVersion, file, await System.IO.File.ReadAllBytesAsync(file), await System.IO.File.ReadAllTextAsync(valuesFile));
    }
}
