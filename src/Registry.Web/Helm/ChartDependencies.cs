using System.Collections.Frozen;
using System.Text.Json;

namespace Registry.Web.Helm;

/// <summary>Reads the charts that a chart is built upon.</summary>
internal static class ChartDependencies
{
    private static readonly FrozenSet<string> Fields = FrozenSet.Create(StringComparer.Ordinal,
        "name", "version", "repository", "condition", "tags", "enabled", "import-values", "alias");

    /// <exception cref="UnusableChartException">A dependency is empty or malformed, or two go by one name.</exception>
    public static IReadOnlyList<ChartDependency> Read(ChartFields owner, string file)
    {
        ChartDependency[] dependencies = [.. owner.List("dependencies").Select((node, index) => Read(node, $"dependencies[{index}] in {file}"))];

        // From 3.14 on Helm loads no chart where the name or alias of two is the same.
        var twice = dependencies.CountBy(dependency => dependency.Alias ?? dependency.Name).FirstOrDefault(count => count.Value > 1).Key;
        return twice is null
            ? dependencies
            : throw UnusableChartException.Validation($"two dependencies in {file} go by \"{twice}\": give one an alias");
    }

    public static bool AreSame(IReadOnlyList<ChartDependency> left, IReadOnlyList<ChartDependency> right) => left.Select(Json).SequenceEqual(right.Select(Json));

    private static ChartDependency Read(YamlNode node, string owner)
    {
        var fields = node is YamlNode.Null
            ? throw UnusableChartException.Validation($"{owner} is empty")
            : new ChartFields(node, owner, Fields);
        var alias = fields.Raw("alias");
        return alias?.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') == false
            ? throw UnusableChartException.Validation($"{owner} has an alias with other characters than letters, digits, '_' and '-'")
            : new ChartDependency
            {
                Name = fields.Text("name") ?? "",
                Version = fields.Text("version"),
                Repository = fields.Text("repository"),
                Condition = fields.Text("condition"),
                Tags = fields.Texts("tags"),
                Enabled = fields.Flag("enabled"),
                ImportValues = fields.Values("import-values"),
                Alias = alias,
            };
    }

    private static string Json(ChartDependency dependency) => JsonSerializer.Serialize(dependency, ChartJson.Default.ChartDependency);
}
