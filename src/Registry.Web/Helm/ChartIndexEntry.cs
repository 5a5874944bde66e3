using System.Text;

namespace Registry.Web.Helm;

/// <summary>
/// What an index.yaml says of one file, rendered once when the chart is published. Helm refuses the whole index for one field
/// that it does not know or one unquoted scalar, so nothing but a manifest's fields is written, and all text quoted.
/// </summary>
internal static class ChartIndexEntry
{
    /// <param name="manifest">What the chart says of itself.</param>
    /// <param name="sha256Hex">Of the file's bytes, in lower case: Helm 4 decodes it.</param>
    /// <param name="created">When the file came.</param>
    /// <param name="fileName">The last segment of its address, <c>&lt;name&gt;-&lt;version&gt;.tgz</c>.</param>
    /// <returns>UTF-8, a list item that stands two spaces in, as <see cref="ChartIndexWriter"/> puts it below a name.</returns>
    public static byte[] Render(ChartManifest manifest, string sha256Hex, DateTimeOffset created, string fileName)
    {
        var output = new StringBuilder();
        var item = new YamlItem(output, "  ");
        item.Text("apiVersion", manifest.ApiVersion);
        item.Text("name", manifest.Name);
        item.Text("version", manifest.Version);
        item.Text("appVersion", manifest.AppVersion);
        item.Text("kubeVersion", manifest.KubeVersion);
        item.Text("description", manifest.Description);
        item.Text("type", manifest.Type);
        item.Flag("deprecated", manifest.Deprecated);
        item.Text("home", manifest.Home);
        item.Text("icon", manifest.Icon);
        item.Text("condition", manifest.Condition);
        item.Text("tags", manifest.Tags);
        item.Texts("keywords", manifest.Keywords);
        item.Texts("sources", manifest.Sources);
        item.Items("maintainers", manifest.Maintainers, Write);
        item.Items("dependencies", manifest.Dependencies, Write);
        item.Map("annotations", manifest.Annotations);
        item.Raw("created", QuotedYaml.Quote(created));
        item.Text("digest", sha256Hex);
        item.Texts("urls", ["charts/" + fileName]);
        return Encoding.UTF8.GetBytes(output.ToString());
    }

    private static void Write(YamlItem item, ChartMaintainer maintainer)
    {
        item.Text("name", maintainer.Name);
        item.Text("email", maintainer.Email);
        item.Text("url", maintainer.Url);
    }

    private static void Write(YamlItem item, ChartDependency dependency)
    {
        item.Text("name", dependency.Name);
        item.Text("version", dependency.Version);
        item.Text("repository", dependency.Repository);
        item.Text("alias", dependency.Alias);
        item.Text("condition", dependency.Condition);
        item.Texts("tags", dependency.Tags);
        item.Flag("enabled", dependency.Enabled);
        item.Values("import-values", dependency.ImportValues);
    }
}
