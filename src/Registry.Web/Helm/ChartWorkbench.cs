using System.Runtime.CompilerServices;
using System.Text;
using Registry.Web.Packages;
using Registry.Web.Packages.Contents;

namespace Registry.Web.Helm;

/// <summary>Tries out values of a chart: what Helm would make of them.</summary>
internal sealed class ChartWorkbench : IValueWorkbench
{
    private const string Values = "values.yaml";
    private const string Schema = "values.schema.json";

    // Everybody who tries out a version shares its tree.
    private readonly ConditionalWeakTable<PackageContents, ValueOutline> _outlines = [];

    public string FileName => "my-values.yaml";

    public ValueOutline Outline(PackageContents contents) => _outlines.GetValue(contents, static contents => contents.Find(Values) switch
    {
        null => ValueOutline.None,
        { Text: { } text } => ChartOutline.Read(text, ValuesSchema.Read(contents.Find(Schema)?.Data)),
        var file => new ValueOutline([], file.Unshown),
    });

    public ValueTrial Try(ValueOutline outline, IReadOnlyDictionary<string, string> typed, InstallPlace? place)
    {
        var (changed, faults) = (new Dictionary<string, YamlNode>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var node in ValueOutline.Below(outline.Roots).Where(node => typed.ContainsKey(node.Path)))
        {
            switch (TypedValue.Read(node, typed[node.Path]))
            {
                case TypedValue.Refused refused:
                    faults[node.Path] = refused.Reason;
                    break;
                case TypedValue.Taken taken when !taken.IsDefault:
                    changed[node.Path] = taken.Value;
                    break;
            }
        }

        if (changed.Count == 0)
        {
            return ValueTrial.Nothing with { Faults = faults };
        }

        var file = ValuesFile.Write(Pick(outline.Roots, changed)!);
        return new ValueTrial([.. changed.Keys], faults, file, place is null ? [] : [.. Commands(place, changed)]);
    }

    private IEnumerable<CommandSnippet> Commands(InstallPlace place, IReadOnlyDictionary<string, YamlNode> changed)
    {
        var install = new ChartInstall(place.Project, place.Label, place.Name, place.Version, isSigned: false);
        yield return new CommandSnippet("Add this channel once", install.Add);
        yield return new CommandSnippet($"Install or upgrade with {FileName}", $"{install.Upgrade} \\\n  --values {FileName}");
        var arguments = changed.Select(one => SetArguments.Of(one.Key, one.Value)).ToList();
        if (arguments.TrueForAll(some => some.Count > 0))
        {
            var command = arguments.SelectMany(some => some).Aggregate(new StringBuilder(install.Upgrade), (text, argument) => text.Append(" \\\n  ").Append(argument));
            yield return new CommandSnippet("Or without a file", command.ToString());
        }
    }

    private static YamlNode.Map? Pick(IReadOnlyList<ValueNode> nodes, IReadOnlyDictionary<string, YamlNode> changed)
    {
        var pairs = new List<KeyValuePair<YamlNode, YamlNode>>();
        foreach (var node in nodes)
        {
            if ((node.Kind is ValueKind.Group ? Pick(node.Children, changed) : changed.GetValueOrDefault(node.Path)) is { } value)
            {
                pairs.Add(new(new YamlNode.Text(node.Name), value));
            }
        }

        return pairs.Count == 0 ? null : new YamlNode.Map(pairs);
    }
}
