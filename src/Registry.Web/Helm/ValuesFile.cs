using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Registry.Web.Helm;

/// <summary>Writes values as YAML that Helm reads back as the same values.</summary>
internal static partial class ValuesFile
{
    private static readonly EmitterSettings Settings = EmitterSettings.Default.WithNewLine("\n").WithIndentedSequences();

    public static string Write(YamlNode values)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var emitter = new Emitter(text, Settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(version: null, tags: null, isImplicit: true));
        Write(emitter, values);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Write(Emitter emitter, YamlNode node)
    {
        switch (node)
        {
            case YamlNode.Map map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, map.Pairs.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (key, value) in map.Pairs)
                {
                    WriteText(emitter, ChartValues.Key(key) ?? "null", isKey: true);
                    Write(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case YamlNode.List list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, list.Items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list.Items)
                {
                    Write(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case YamlNode.Text text:
                WriteText(emitter, text.Value, isKey: false);
                break;
            default:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, Plain(node), ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));
                break;
        }
    }

    private static void WriteText(Emitter emitter, string text, bool isKey)
    {
        var style = Word().IsMatch(text) && YamlScalar.Resolve(text) is YamlNode.Text ? ScalarStyle.Plain
            : !isKey && text.Contains('\n', StringComparison.Ordinal) && Block().IsMatch(text) ? ScalarStyle.Literal
            : ScalarStyle.DoubleQuoted;
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: style == ScalarStyle.Plain, isQuotedImplicit: true));
    }

    private static string Plain(YamlNode node) => node switch
    {
        YamlNode.Bool flag => flag.Value ? "true" : "false",
        YamlNode.Integer number => number.Value.ToString(CultureInfo.InvariantCulture),
        YamlNode.Float { Value: double.NaN } => ".nan",
        YamlNode.Float { Value: double.PositiveInfinity } => ".inf",
        YamlNode.Float { Value: double.NegativeInfinity } => "-.inf",
        YamlNode.Float number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        _ => "null",
    };

    // What no reader of YAML takes for anything but text; the rest is quoted.
    [GeneratedRegex(@"\A[A-Za-z_/][A-Za-z0-9_./@-]*( [A-Za-z0-9_./@-]+)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Word();

    // Lines that a block shows as they are: printable, not indented at first, without blanks at an end.
    [GeneratedRegex(@"\A[!-~]([ -~]*[!-~])?(\n+[ -~]*[!-~])*\n?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
