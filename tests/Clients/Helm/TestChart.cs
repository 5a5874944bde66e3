using Registry.Tests.Hosting;

namespace Registry.Clients.Helm;

/// <summary>A packed chart.</summary>
/// <param name="File">The archive's path; its last segment is <c>name-version.tgz</c>.</param>
/// <param name="Bytes">The archive.</param>
/// <param name="Values">The text of values.yaml.</param>
/// <param name="Provenance">The path of its provenance file, if it is signed.</param>
public sealed record TestChart(string Name, string Version, string File, byte[] Bytes, string Values, string? Provenance = null)
{
    // Left unquoted in an index, this would be a number to helm.
    public const string NumberLikeAppVersion = "1.10";

    public const string Readme = "# How to use it\n\nAsk `somebody` – naïvely.\n";

    /// <summary>A chart as <c>helm create</c> scaffolds it, with a README, packed into the client's working directory.</summary>
    /// <param name="helm">The helm that scaffolds and packs it.</param>
    /// <param name="name">The chart's name.</param>
    /// <param name="version">The chart's version.</param>
    /// <param name="note">Words for values.yaml: other words, other bytes.</param>
    /// <param name="key">Signs it, if there is one.</param>
    public static async Task<TestChart> CreateAsync(HelmClient helm, string name, string version, string note = "as scaffolded", SigningKey? key = null)
    {
        using var source = new TemporaryDirectory();
        var folder = Path.Combine(source.Path, name);
        (await helm.RunAsync("create", folder)).Succeeded();
        await System.IO.File.AppendAllTextAsync(Path.Combine(folder, "values.yaml"), $"\n# {note}\n");
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "README.md"), Readme);
        return await PackageAsync(helm, folder, name, version, key, "--version", version, "--app-version", NumberLikeAppVersion);
    }

    /// <summary>A small chart: one template, and what is added.</summary>
    /// <param name="helm">The helm that packs it.</param>
    /// <param name="name">The chart's name.</param>
    /// <param name="version">The chart's version.</param>
    /// <param name="more">Further lines of Chart.yaml.</param>
    /// <param name="key">Signs it, if there is one.</param>
    public static async Task<TestChart> WriteAsync(HelmClient helm, string name, string version, string more = "", SigningKey? key = null)
    {
        var folder = await ChartFolder.WriteAsync(helm, name, $"apiVersion: v2\nname: {name}\nversion: {version}\n{more}");
        return await PackageAsync(helm, folder, name, version, key);
    }

    /// <summary>Packs a folder with <c>helm package</c>.</summary>
    public static async Task<TestChart> PackageAsync(HelmClient helm, string folder, string name, string version, SigningKey? key = null, params string[] options)
    {
        string[] sign = key is null ? [] : ["--sign", "--key", SigningKey.Owner, "--keyring", key.SecretKeyring];
        (await helm.RunAsync(["package", folder, .. options, .. sign])).Succeeded();
        var file = Path.Combine(helm.WorkingDirectory, $"{name}-{version}.tgz");
        return new TestChart(
            name,
            version,
            file,
            await System.IO.File.ReadAllBytesAsync(file),
            await System.IO.File.ReadAllTextAsync(Path.Combine(folder, "values.yaml")),
            key is null ? null : $"{file}.prov");
    }
}
