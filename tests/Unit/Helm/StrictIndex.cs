using System.Text.RegularExpressions;
using Registry.Web.Helm;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlNode = YamlDotNet.RepresentationModel.YamlNode;

namespace Registry.Unit.Helm;

/// <summary>
/// Reads an index as the strictest helm does, and a little stricter: one field that helm does not know, one bare word, one time
/// in another form would shut everybody out of the channel. <see cref="RunningRegistry"/> reads every index with it that any test sees.
/// </summary>
internal static partial class StrictIndex
{
    private static readonly string[] Top = ["apiVersion", "entries", "generated", "serverInfo"];

    private static readonly string[] Texts =
        ["apiVersion", "name", "version", "appVersion", "kubeVersion", "description", "type", "home", "icon", "condition", "tags", "created", "digest"];

    private static readonly string[] Lists = ["keywords", "sources", "urls"];

    private static readonly string[] DependencyTexts = ["name", "version", "repository", "alias", "condition"];

    public static void Check(string index)
    {
        Assert.StartsWith("---\napiVersion: v1\nentries:", index, StringComparison.Ordinal);
        Assert.DoesNotMatch(UnknownEscape(), index);

        var yaml = new YamlStream();
        yaml.Load(new StringReader(index)); // refuses a key that stands twice
        var root = (YamlMappingNode)Assert.Single(yaml.Documents).RootNode;
        Assert.All(Fields(root).Keys, field => Assert.Contains(field, Top));
        Assert.Matches(Time(), Text(root["generated"]));
        foreach (var (name, versions) in (YamlMappingNode)root["entries"])
        {
            CheckVersions(Text(name), (YamlSequenceNode)versions);
        }
    }

    private static void CheckVersions(string name, YamlSequenceNode versions)
    {
        Assert.NotEmpty(versions);
        ChartVersion? newer = null;
        foreach (var entry in versions.Cast<YamlMappingNode>())
        {
            CheckEntry(entry);
            Assert.Equal(name, Text(entry["name"]));
            Assert.True(ChartVersion.TryParse(Text(entry["version"]), out var version));
            Assert.True(newer is null || ChartVersion.Compare(newer, version) > 0, $"{name} {version} stands behind {newer}.");
            newer = version;
            Assert.Matches(ChartAddress(), Text(Assert.Single((YamlSequenceNode)entry["urls"])));
            Assert.EndsWith($"/{name}-{version}.tgz", Text(entry["urls"][0]), StringComparison.Ordinal);
            Assert.Matches(Time(), Text(entry["created"]));
            Assert.Equal(32, Convert.FromHexString(Text(entry["digest"])).Length);
        }
    }

    private static void CheckEntry(YamlMappingNode entry)
    {
        foreach (var (field, value) in Fields(entry))
        {
            switch (field)
            {
                case "deprecated":
                    Assert.Equal("true", ((YamlScalarNode)value).Value);
                    break;
                case "annotations":
                    Assert.All(((YamlMappingNode)value).SelectMany(pair => (YamlNode[])[pair.Key, pair.Value]), one => Text(one));
                    break;
                case "maintainers":
                    Assert.All((YamlSequenceNode)value, one => CheckTexts((YamlMappingNode)one, "name", "email", "url"));
                    break;
                case "dependencies":
                    Assert.All((YamlSequenceNode)value, one => CheckDependency((YamlMappingNode)one));
                    break;
                default:
                    Assert.Contains(field, Texts.Concat(Lists));
                    Assert.All(Lists.Contains(field) ? (YamlSequenceNode)value : [value], one => Text(one));
                    break;
            }
        }
    }

    private static void CheckDependency(YamlMappingNode dependency)
    {
        foreach (var (field, value) in Fields(dependency))
        {
            switch (field)
            {
                case "tags":
                    Assert.All((YamlSequenceNode)value, one => Text(one));
                    break;
                case "import-values":
                    Assert.IsType<YamlSequenceNode>(value);
                    break;
                case "enabled":
                    Assert.Contains(((YamlScalarNode)value).Value, (string[])["true", "false"]);
                    break;
                default:
                    Assert.Contains(field, DependencyTexts);
                    Text(value);
                    break;
            }
        }
    }

    private static void CheckTexts(YamlMappingNode map, params string[] known)
    {
        foreach (var (field, value) in Fields(map))
        {
            Assert.Contains(field, known);
            Text(value);
        }
    }

    private static Dictionary<string, YamlNode> Fields(YamlMappingNode map) =>
        map.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => pair.Value, StringComparer.Ordinal);

    // Bare, it might be a number or a flag to some parser.
    private static string Text(YamlNode node)
    {
        var scalar = Assert.IsType<YamlScalarNode>(node);
        Assert.Equal(ScalarStyle.DoubleQuoted, scalar.Style);
        return scalar.Value!;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$", RegexOptions.None, 1000)]
    private static partial Regex Time();

    [GeneratedRegex("^charts/([0-9]+/)?[^/]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ChartAddress();

    // Halves of a character, and a slash, are escapes of JSON alone.
    [GeneratedRegex(@"(?<!\\)(\\\\)*\\(/|u[dD][89abAB])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownEscape();
}
