using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Registry.Web.Helm;
using Xunit;
using YamlDotNet.RepresentationModel;
using YamlNode = YamlDotNet.RepresentationModel.YamlNode;

namespace Registry.Unit.Helm;

public sealed class ChartIndexTests
{
    private const string Digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private const string ContextPath = "/api/v4/projects/1/packages/helm";

    private static readonly DateTimeOffset Created = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));
    private static readonly DateTimeOffset Generated = DateTimeOffset.Parse("2026-02-03T04:05:06.1234567Z", CultureInfo.InvariantCulture);

    [Fact]
    public void An_empty_channel_has_an_index() => Assert.Equal("""
        ---
        apiVersion: v1
        entries: {}
        generated: "2026-02-03T04:05:06.123456700Z"
        serverInfo:
          contextPath: "/api/v4/projects/1/packages/helm"

        """, Write([]));

    [Fact]
    public void Names_are_sorted_and_versions_descend() => Assert.Equal("""
        ---
        apiVersion: v1
        entries:
          "Zebra":
          - apiVersion: "v1"
            name: "Zebra"
            version: "1.0.0"
            created: "2026-01-02T02:04:05.000000000Z"
            digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            urls:
            - "charts/Zebra-1.0.0.tgz"
          "a":
          - apiVersion: "v1"
            name: "a"
            version: "0.10.0"
            created: "2026-01-02T02:04:05.000000000Z"
            digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            urls:
            - "charts/a-0.10.0.tgz"
          - apiVersion: "v1"
            name: "a"
            version: "0.10.0-rc.1"
            created: "2026-01-02T02:04:05.000000000Z"
            digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            urls:
            - "charts/a-0.10.0-rc.1.tgz"
          - apiVersion: "v1"
            name: "a"
            version: "0.9.0"
            created: "2026-01-02T02:04:05.000000000Z"
            digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            urls:
            - "charts/a-0.9.0.tgz"
        generated: "2026-02-03T04:05:06.123456700Z"
        serverInfo:
          contextPath: "/api/v4/projects/1/packages/helm"

        """, Write([Row("a", "0.9.0"), Row("Zebra", "1.0.0"), Row("a", "0.10.0"), Row("a", "0.10.0-rc.1")]));

    [Fact]
    public void An_index_of_several_projects_names_their_folders_and_no_context_path() => Assert.Equal("""
        ---
        apiVersion: v1
        entries:
          "a":
          - apiVersion: "v1"
            name: "a"
            version: "1.0.0"
            created: "2026-01-02T02:04:05.000000000Z"
            digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            urls:
            - "charts/42/a-1.0.0.tgz"
        generated: "2026-02-03T04:05:06.123456700Z"

        """, Write([Row("a", "1.0.0") with { Folder = "42" }], contextPath: null));

    [Fact]
    public void Every_field_of_a_manifest_is_written()
    {
        var manifest = new ChartManifest
        {
            Name = "mychart",
            Version = "1.2.3+build.5",
            ApiVersion = "v2",
            AppVersion = "4852e000",
            KubeVersion = ">=1.20.0-0",
            Description = "A \"chart\"",
            Type = "application",
            Deprecated = true,
            Home = "https://example.org",
            Icon = "https://example.org/icon.png",
            Condition = "a.enabled",
            Tags = "front,back",
            Keywords = ["web", "no"],
            Sources = ["https://example.org/source"],
            Maintainers = [new ChartMaintainer("Jo", "jo@example.org", "https://example.org/jo"), new ChartMaintainer("")],
            Dependencies =
            [
                new ChartDependency
                {
                    Name = "db",
                    Version = "~1.0.0",
                    Repository = "@stable",
                    Alias = "store",
                    Condition = "db.enabled",
                    Tags = ["back"],
                    Enabled = true,
                    ImportValues = Values("""["data", {"child": "a/b", "parent": "no", "deep": [[], {}, null, 1.50, true]}]"""),
                },
                new ChartDependency { Name = "cache" },
            ],
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["example.org/a"] = "yes", ["on"] = "- x\n- y\n" },
        };

        Assert.Equal("""
              - apiVersion: "v2"
                name: "mychart"
                version: "1.2.3+build.5"
                appVersion: "4852e000"
                kubeVersion: ">=1.20.0-0"
                description: "A \"chart\""
                type: "application"
                deprecated: true
                home: "https://example.org"
                icon: "https://example.org/icon.png"
                condition: "a.enabled"
                tags: "front,back"
                keywords:
                - "web"
                - "no"
                sources:
                - "https://example.org/source"
                maintainers:
                - name: "Jo"
                  email: "jo@example.org"
                  url: "https://example.org/jo"
                - name: ""
                dependencies:
                - name: "db"
                  version: "~1.0.0"
                  repository: "@stable"
                  alias: "store"
                  condition: "db.enabled"
                  tags:
                  - "back"
                  enabled: true
                  import-values: ["data", {"child": "a/b", "parent": "no", "deep": [[], {}, null, 1.50, true]}]
                - name: "cache"
                annotations:
                  "example.org/a": "yes"
                  "on": "- x\n- y\n"
                created: "2026-01-02T02:04:05.000000000Z"
                digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                urls:
                - "charts/mychart-1.2.3+build.5.tgz"

            """, Encoding.UTF8.GetString(ChartIndexEntry.Render(manifest, Digest, Created, "mychart-1.2.3+build.5.tgz")));
    }

    [Theory]
    [InlineData("\u0000\u0001\u001b\u007f\u0080\u009f", @"\u0000\u0001\u001B\u007F\u0080\u009F")]
    [InlineData("\"\\/\n\r\t", """\"\\/\n\r\t""")]
    [InlineData("\u0085\u2028\u2029\uFEFF\uFFFE\uFFFF", @"\u0085\u2028\u2029\uFEFF\uFFFE\uFFFF")]
    [InlineData("é😀\u00A0", "é😀\u00A0")]
    public void Text_is_quoted_with_escapes_that_every_parser_knows(string text, string quoted) =>
        Assert.Equal($"\"{quoted}\"", QuotedYaml.Quote(text));

    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("\"a\uFFFDb\"", QuotedYaml.Quote("a\uD83Db"));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("no")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("1e3")]
    [InlineData("4852e000")]
    [InlineData("1.10")]
    [InlineData("0x10")]
    [InlineData("2020-01-01")]
    [InlineData("12:30:45")]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("\\u0041")]
    [InlineData("a: b # c")]
    [InlineData("- a")]
    [InlineData("*a &b !c |d >e %f @g `h {i} [j]")]
    [InlineData("---\n...\n")]
    [InlineData(" leading and trailing \n\n lines \r\n\t")]
    [InlineData("é ü 漢字 \u00A0\u200B")]
    [InlineData("😀👩‍💻")]
    [InlineData("\u2028\u2029\u0085\uFEFF")]
    [InlineData("\u0000\u0001\u0007\u001b\u007f\u0080\u009f")]
    public void Any_text_reads_back_from_the_index(string text)
    {
        var manifest = new ChartManifest
        {
            Name = "null",
            Version = "1.0.0",
            Description = text,
            Keywords = [text, text],
            Maintainers = [new ChartMaintainer(text, text)],
            Dependencies = [new ChartDependency { Name = text, ImportValues = [JsonSerializer.SerializeToElement(new[] { text })] }],
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["a" + text] = text },
        };
        Assert.True(ChartVersion.TryParse("1.0.0", out var version));

        var index = Parse(Write([new ChartIndexRow("null", version, ChartIndexEntry.Render(manifest, Digest, Created, "null-1.0.0.tgz"))]));

        var entry = Assert.Single((YamlSequenceNode)index["entries"]["null"]);
        Assert.Equal(text, Text(entry["description"]));
        Assert.Equal([text, text], ((YamlSequenceNode)entry["keywords"]).Select(Text));
        Assert.Equal((text, text), (Text(entry["maintainers"][0]["name"]), Text(entry["maintainers"][0]["email"])));
        Assert.Equal((text, text), (Text(entry["dependencies"][0]["name"]), Text(entry["dependencies"][0]["import-values"][0][0])));
        Assert.Equal(text, Text(entry["annotations"]["a" + text]));
    }

    [Fact]
    public void A_hundred_thousand_rows_are_all_written()
    {
        var entry = "  - x\n"u8.ToArray();
        ChartIndexRow[] rows = [.. Enumerable.Range(0, 100_000).Select(i => Row($"chart{i / 10}", $"1.{i % 10}.0") with { Entry = entry })];
        new Random(1).Shuffle(rows);

        var lines = Write(rows).Split('\n');

        Assert.Equal(100_000, lines.Count(line => line == "  - x"));
        Assert.Equal(10_000, lines.Count(line => line.StartsWith("  \"chart", StringComparison.Ordinal)));
    }

    private static ChartIndexRow Row(string name, string version)
    {
        Assert.True(ChartVersion.TryParse(version, out var parsed));
        var manifest = new ChartManifest { Name = name, Version = version };
        return new ChartIndexRow(name, parsed, ChartIndexEntry.Render(manifest, Digest, Created, $"{name}-{version}.tgz"));
    }

    private static string Write(IReadOnlyList<ChartIndexRow> rows, string? contextPath = ContextPath)
    {
        var output = new ArrayBufferWriter<byte>();
        ChartIndexWriter.Write(output, rows, Generated, contextPath);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static YamlNode Parse(string index)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(index));
        return Assert.Single(yaml.Documents).RootNode;
    }

    private static string? Text(YamlNode node) => ((YamlScalarNode)node).Value;

    private static IReadOnlyList<JsonElement> Values(string json) => [.. JsonSerializer.Deserialize<JsonElement>(json).EnumerateArray()];
}
