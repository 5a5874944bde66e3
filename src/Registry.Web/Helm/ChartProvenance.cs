using System.Text;

namespace Registry.Web.Helm;

/// <summary>
/// What a provenance file says: the chart's manifest and the sums of its files, in clear text within an OpenPGP signature. Who
/// signed it is for whoever pulls the chart to judge, with a keyring of their own; here it must only be about the chart.
/// </summary>
internal sealed record ChartProvenance(string Name, string Version, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The largest provenance that is taken: a manifest and the signature around it.</summary>
    public const int MaxSize = ChartLimits.ManifestSize + 64 * 1024;

    public const string Extension = ".prov";

    private const string File = "the provenance";
    private const string Begin = "-----BEGIN PGP SIGNED MESSAGE-----";
    private const string Signature = "-----BEGIN PGP SIGNATURE-----";
    private const string End = "-----END PGP SIGNATURE-----";

    /// <exception cref="UnusableChartException">It is no clear-signed message about a chart.</exception>
    public static ChartProvenance Read(ReadOnlySpan<byte> bytes)
    {
        var (manifest, sums) = Parts(SignedText(Encoding.UTF8.GetString(bytes)));
        var chart = ChartManifestReader.Read(Encoding.UTF8.GetBytes(manifest), requirements: null);
        return new ChartProvenance(chart.Name, chart.Version, Sums(sums));
    }

    /// <summary>Why it does not vouch for a file of that name and SHA-256, or null.</summary>
    public string? Mismatch(string fileName, string sha256) =>
        !Files.TryGetValue(fileName, out var sum) ? $"Validation failed: the provenance holds no sum of {fileName}"
        : sum != $"sha256:{sha256}" ? $"Validation failed: the provenance is about other bytes: its sum of {fileName} is {ChartText.Clean(sum)}, the chart's is sha256:{sha256}"
        : null;

    // RFC 9580, 7: headers up to an empty line, the text with "- " before each line that begins with a dash, the armored signature.
    private static List<string> SignedText(string message)
    {
        var lines = message.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).ToList();
        var begin = lines.IndexOf(Begin);
        var text = begin < 0 ? -1 : lines.IndexOf("", begin);
        var signature = text < 0 ? -1 : lines.IndexOf(Signature, text);
        if (signature < 0 || lines.IndexOf(End, signature) < 0)
        {
            throw UnusableChartException.Validation("the provenance is no clear-signed OpenPGP message");
        }

        return lines[(text + 1)..signature].ConvertAll(line => line.StartsWith("- ", StringComparison.Ordinal) ? line[2..] : line);
    }

    private static (string Manifest, string Sums) Parts(List<string> text)
    {
        var end = text.IndexOf("...");
        return end < 0
            ? throw UnusableChartException.Validation("the provenance holds no sums after the chart's manifest")
            : (string.Join('\n', text[..end]), string.Join('\n', text[(end + 1)..]));
    }

    private static Dictionary<string, string> Sums(string yaml)
    {
        var files = YamlReader.Read(File, Encoding.UTF8.GetBytes(yaml)) is YamlNode.Map map
            ? map.Pairs.LastOrDefault(pair => pair.Key is YamlNode.Text { Value: "files" }).Value as YamlNode.Map
            : null;
        var sums = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, sum) in files?.Pairs ?? [])
        {
            if (name is YamlNode.Text file && sum is YamlNode.Text text)
            {
                sums[file.Value] = text.Value;
            }
        }

        return sums.Count > 0 ? sums : throw UnusableChartException.Validation("the provenance holds no sums of files");
    }
}
