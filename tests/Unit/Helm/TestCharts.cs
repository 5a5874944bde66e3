using Registry.Unit.Archives;

namespace Registry.Unit.Helm;

/// <summary>Packed charts to upload.</summary>
internal static class TestCharts
{
    /// <summary>A chart as <c>helm package</c> lays it out.</summary>
    /// <param name="name">Also the name of its folder.</param>
    /// <param name="version">Its version.</param>
    /// <param name="more">Further lines of its Chart.yaml.</param>
    /// <param name="files">Further files by their path within the chart's folder.</param>
    public static byte[] Package(string name = "mychart", string version = "0.1.0", string more = "", params (string Path, string Text)[] files) =>
        PackageOf(ChartYaml(name, version, more), name, files);

    /// <summary>A chart whose Chart.yaml is as given.</summary>
    public static byte[] PackageOf(string chartYaml, string folder = "mychart", params (string Path, string Text)[] files)
    {
        var tar = new TestTar()
            .File($"{folder}/Chart.yaml", chartYaml)
            .File($"{folder}/values.yaml", "replicas: 1\n")
            .File($"{folder}/templates/configmap.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n");
        foreach (var (path, text) in files)
        {
            tar.File($"{folder}/{path}", text);
        }

        return tar.ToTgz();
    }

    public static string ChartYaml(string name = "mychart", string version = "0.1.0", string more = "") =>
        $"apiVersion: v2\nname: \"{name}\"\nversion: \"{version}\"\n{more}";

    /// <summary>A few KiB that unpack to a file of as many zeros.</summary>
    public static byte[] Bomb(int size) =>
        new TestTar().File("mychart/Chart.yaml", ChartYaml()).File("mychart/zeros", new byte[size]).ToTgz();

    /// <summary>A chart with as many entries, Chart.yaml among them.</summary>
    public static byte[] WithEntries(int count)
    {
        var tar = new TestTar().File("mychart/Chart.yaml", ChartYaml());
        for (var i = 1; i < count; i++)
        {
            tar.File($"mychart/files/{i}", "");
        }

        return tar.ToTgz();
    }
}
