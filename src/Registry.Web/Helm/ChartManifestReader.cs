using System.Collections.Frozen;

namespace Registry.Web.Helm;

/// <summary>Makes a manifest of a Chart.yaml, and of the requirements.yaml that charts of API version v1 carry.</summary>
internal static class ChartManifestReader
{
    private const string ChartFile = "Chart.yaml";
    private const string RequirementsFile = "requirements.yaml";

    private static readonly FrozenSet<string> MaintainerFields = FrozenSet.Create(StringComparer.Ordinal, "name", "email", "url");

    private static readonly FrozenSet<string> Fields = FrozenSet.Create(StringComparer.Ordinal,
        "name", "home", "sources", "version", "description", "keywords", "maintainers", "icon", "apiversion", "condition", "tags",
        "appversion", "deprecated", "annotations", "kubeversion", "dependencies", "type");

    /// <exception cref="UnusableChartException">The files are no YAML, or no chart that Helm would take.</exception>
    public static ChartManifest Read(byte[] chart, byte[]? requirements)
    {
        var fields = new ChartFields(YamlReader.Read(ChartFile, chart), ChartFile, Fields);
        var manifest = new ChartManifest
        {
            Name = Name(fields),
            Version = ChartVersion.TryParse(fields.Raw("version"), out var version)
                ? version.Text
                : throw new UnusableChartException(ChartVersion.Invalid),
            ApiVersion = fields.Text("apiVersion") ?? "v1",
            AppVersion = fields.Text("appVersion"),
            Description = fields.Text("description"),
            Type = Type(fields),
            KubeVersion = fields.Text("kubeVersion"),
            Home = fields.Text("home"),
            Icon = fields.Text("icon"),
            Deprecated = fields.Flag("deprecated"),
            Condition = fields.Text("condition"),
            Tags = fields.Text("tags"),
            Keywords = fields.Texts("keywords"),
            Sources = fields.Texts("sources"),
            Maintainers = [.. fields.List("maintainers").Select(Maintainer)],
            Dependencies = ChartDependencies.Read(fields, ChartFile),
            Annotations = fields.TextMap("annotations"),
        };

        return requirements is null ? manifest : Merge(manifest, requirements);
    }

    private static string Name(ChartFields fields)
    {
        var name = fields.Raw("name") ?? throw UnusableChartException.Validation("Name is missing");
        return ChartName.TryParse(name, out _)
            ? name
            : throw UnusableChartException.Validation("Name is invalid: letters and digits with single '.', '-' or '_' between them");
    }

    private static string? Type(ChartFields fields) => fields.Raw("type") is var type and (null or "application" or "library")
        ? type
        : throw UnusableChartException.Validation("Type is invalid: it is application or library");

    private static ChartMaintainer Maintainer(YamlNode node, int index)
    {
        var owner = $"maintainers[{index}]";
        var fields = node is YamlNode.Null
            ? throw UnusableChartException.Validation($"{owner} is empty")
            : new ChartFields(node, owner, MaintainerFields);
        return new ChartMaintainer(fields.Text("name") ?? "", fields.Text("email"), fields.Text("url"));
    }

    // Helm lays the whole file over Chart.yaml, list item by list item; only where that cannot surprise is it taken.
    private static ChartManifest Merge(ChartManifest manifest, byte[] requirements)
    {
        var fields = new ChartFields(YamlReader.Read(RequirementsFile, requirements), RequirementsFile, Fields);
        if (fields.Names.FirstOrDefault(name => name != "dependencies") is { } stray)
        {
            throw UnusableChartException.Validation($"{RequirementsFile} holds \"{stray}\", which belongs into {ChartFile}");
        }

        if (!fields.Names.Any())
        {
            return manifest;
        }

        var merged = manifest with { Dependencies = ChartDependencies.Read(fields, RequirementsFile) };
        return manifest.Dependencies.Count == 0 || ChartDependencies.AreSame(manifest.Dependencies, merged.Dependencies)
            ? merged
            : throw UnusableChartException.Validation($"{ChartFile} and {RequirementsFile} list different dependencies");
    }
}
