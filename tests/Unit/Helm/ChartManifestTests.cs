using System.Text;
using System.Text.Json;
using Registry.Web.Helm;
using Xunit;

namespace Registry.Unit.Helm;

public sealed class ChartManifestTests
{
    private const string Minimal = "apiVersion: v2\nname: mychart\nversion: 0.1.0\n";

    [Fact]
    public void Every_field_that_Helm_knows_is_read_and_stored()
    {
        const string chart = """
            apiVersion: v2
            name: mychart
            version: 1.2.3
            appVersion: "4852e000"
            kubeVersion: ">=1.20.0-0"
            description: >
              Does
              something.
            type: library
            deprecated: true
            home: https://example.org
            icon: https://example.org/icon.png
            condition: a.enabled
            tags: front,back
            keywords: [web, proxy]
            sources:
            - https://example.org/source
            maintainers:
            - name: Jo
              email: jo@example.org
              url: https://example.org/jo
            - name: Su
            dependencies:
            - name: db
              version: ~1.0.0
              repository: https://example.org/charts
              condition: db.enabled
              tags: [back]
              enabled: true
              import-values:
              - data
              - {child: default.data, parent: imports, list: [1, 2.5, null, true]}
              alias: store
            annotations:
              b: two
              a: "1"
            engine: gotpl
            """;

        Assert.Equal("""
            {
              "name": "mychart",
              "version": "1.2.3",
              "apiVersion": "v2",
              "appVersion": "4852e000",
              "description": "Does something. ",
              "type": "library",
              "kubeVersion": "\u003E=1.20.0-0",
              "home": "https://example.org",
              "icon": "https://example.org/icon.png",
              "deprecated": true,
              "condition": "a.enabled",
              "tags": "front,back",
              "keywords": [
                "web",
                "proxy"
              ],
              "sources": [
                "https://example.org/source"
              ],
              "maintainers": [
                {
                  "name": "Jo",
                  "email": "jo@example.org",
                  "url": "https://example.org/jo"
                },
                {
                  "name": "Su"
                }
              ],
              "dependencies": [
                {
                  "name": "db",
                  "version": "~1.0.0",
                  "repository": "https://example.org/charts",
                  "condition": "db.enabled",
                  "tags": [
                    "back"
                  ],
                  "enabled": true,
                  "import-values": [
                    "data",
                    {
                      "child": "default.data",
                      "parent": "imports",
                      "list": [
                        1,
                        2.5,
                        null,
                        true
                      ]
                    }
                  ],
                  "alias": "store"
                }
              ],
              "annotations": {
                "a": "1",
                "b": "two"
              }
            }
            """, Indented(Read(chart)));
    }

    [Fact]
    public void What_is_stored_reads_back_the_same()
    {
        var json = Json(Read(Minimal + "annotations: {a: \"\\U0001F600\"}\ndependencies: [{name: db, import-values: [1e3]}]\n"));

        Assert.Equal(json, Json(JsonSerializer.Deserialize(json, ChartJson.Default.ChartManifest)!));
    }

    [Fact]
    public void A_stored_manifest_without_lists_has_empty_ones()
    {
        var manifest = JsonSerializer.Deserialize("""{"name":"a","version":"1.0.0"}""", ChartJson.Default.ChartManifest)!;

        Assert.Equal(Json(new ChartManifest { Name = "a", Version = "1.0.0" }), Json(manifest));
    }

    [Fact]
    public void The_least_chart_has_a_name_and_a_version()
    {
        var manifest = Read("name: a\nversion: 1.0.0\n");

        Assert.Equal(Json(new ChartManifest { Name = "a", Version = "1.0.0", ApiVersion = "v1" }), Json(manifest));
    }

    // What helm 3.6.2 and 3.10.1 show of the same line.
    [Theory]
    [InlineData("1.10", "1.1")]
    [InlineData("\"1.10\"", "1.10")]
    [InlineData("1.0", "1")]
    [InlineData("1.", "1")]
    [InlineData(".5", "0.5")]
    [InlineData("-0.0", "-0")]
    [InlineData("+1", "1")]
    [InlineData("1e3", "1000")]
    [InlineData("1e6", "1e+06")]
    [InlineData("123456.7", "123456.7")]
    [InlineData("1234567.8", "1.2345678e+06")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("0.00001", "1e-05")]
    [InlineData("3.14159265358979", "3.1415927")]
    [InlineData("16777217.0", "1.6777216e+07")]
    [InlineData("1e39", "+Inf")]
    [InlineData("4852e000", "4852")]
    [InlineData("4852e400", "4852e400")]
    [InlineData("010", "8")]
    [InlineData("08", "8")]
    [InlineData("0o7", "7")]
    [InlineData("0x10", "16")]
    [InlineData("0b11", "3")]
    [InlineData("1_000", "1000")]
    [InlineData("20210101", "20210101")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("18446744073709551616", "1.8446744e+19")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("yes", "true")]
    [InlineData("Off", "false")]
    [InlineData("n", "false")]
    [InlineData("true", "true")]
    [InlineData("null", null)]
    [InlineData("~", null)]
    [InlineData("", null)]
    [InlineData("''", null)]
    [InlineData("'~'", "~")]
    [InlineData("'yes'", "yes")]
    [InlineData(".inf", "+Inf")]
    [InlineData(".nan", "NaN")]
    [InlineData("2020-01-01", "2020-01-01")]
    [InlineData("12:30:45", "12:30:45")]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("v1", "v1")]
    [InlineData("=", "=")]
    [InlineData("!!str 1.10", "1.10")]
    [InlineData("\"a\\tb\\nc\"", "a b c")]
    [InlineData("\"a\\u200Bb\"", "ab")]
    [InlineData("\"\\u00A0\\u2028\\u3000\"", "   ")]
    [InlineData("naïve 😀", "naïve 😀")]
    public void An_unquoted_scalar_becomes_the_text_that_Helm_makes_of_it(string written, string? expected) =>
        Assert.Equal(expected, Read(Minimal + $"appVersion: {written}\n").AppVersion);

    [Theory]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("'1.2'")]
    [InlineData("1.2.3.4")]
    [InlineData("latest")]
    [InlineData("v2021.08.0-build")]
    [InlineData("1.0.0-rc_1")]
    [InlineData("'1.0.0 '")]
    [InlineData("")]
    [InlineData("''")]
    [InlineData("null")]
    [InlineData("true")]
    public void A_version_that_is_no_semantic_one_is_refused(string version) =>
        AssertUnusable("Validation failed: Version is invalid", $"apiVersion: v2\nname: mychart\nversion: {version}\n");

    [Fact]
    public void A_chart_without_a_version_is_refused() => AssertUnusable("Validation failed: Version is invalid", "name: mychart\n");

    [Theory]
    [InlineData("../../evil")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("my--chart")]
    [InlineData("\"my\\nchart\"")]
    public void A_name_that_is_no_chart_name_is_refused(string name) =>
        AssertUnusable("Validation failed: Name is invalid: letters and digits with single '.', '-' or '_' between them", $"name: {name}\nversion: 1.0.0\n");

    [Fact]
    public void A_chart_without_a_name_is_refused() => AssertUnusable("Validation failed: Name is missing", "version: 1.0.0\n");

    [Theory]
    [InlineData("type: plugin", "Type is invalid: it is application or library")]
    [InlineData("description: [a]", "Chart.yaml needs text for \"description\"")]
    [InlineData("description: {a: b}", "Chart.yaml needs text for \"description\"")]
    [InlineData("keywords: web", "Chart.yaml needs a list for \"keywords\"")]
    [InlineData("keywords: [[web]]", "Chart.yaml needs a list of text for \"keywords\"")]
    [InlineData("sources: {a: b}", "Chart.yaml needs a list for \"sources\"")]
    [InlineData("deprecated: \"true\"", "Chart.yaml needs true or false for \"deprecated\", unquoted")]
    [InlineData("annotations: [a]", "Chart.yaml needs a mapping for \"annotations\"")]
    [InlineData("annotations: {a: [b]}", "Chart.yaml needs text for \"annotations\" / \"a\"")]
    [InlineData("annotations: {1: a, '1': b}", "Chart.yaml gives \"annotations\" / \"1\" in two spellings")]
    [InlineData("maintainers: [bob]", "maintainers[0] must be a mapping")]
    [InlineData("maintainers: [{name: bob}, null]", "maintainers[1] is empty")]
    [InlineData("dependencies: [null]", "dependencies[0] in Chart.yaml is empty")]
    [InlineData("dependencies: [{name: db, alias: a.b}]", "dependencies[0] in Chart.yaml has an alias with other characters than letters, digits, '_' and '-'")]
    [InlineData("dependencies: [{name: db}, {name: x, alias: db}]", "two dependencies in Chart.yaml go by \"db\": give one an alias")]
    [InlineData("dependencies: [{name: db, enabled: 1}]", "dependencies[0] in Chart.yaml needs true or false for \"enabled\", unquoted")]
    [InlineData("dependencies: [{name: db, import-values: [.inf]}]", "dependencies[0] in Chart.yaml has a value in \"import-values\" that JSON cannot hold")]
    [InlineData("Version: 2.0.0", "Chart.yaml gives \"version\" in two spellings")]
    public void A_chart_that_Helm_would_not_load_is_refused(string line, string reason) =>
        AssertUnusable("Validation failed: " + reason, Minimal + line + "\n");

    [Theory]
    [InlineData("a\n", "Validation failed: Chart.yaml must be a mapping")]
    [InlineData("- a\n", "Validation failed: Chart.yaml must be a mapping")]
    [InlineData("", "Validation failed: Name is missing")]
    [InlineData("# nothing\n", "Validation failed: Name is missing")]
    [InlineData("--- null\n", "Validation failed: Name is missing")]
    public void A_Chart_yaml_that_is_no_mapping_is_refused(string chart, string reason) => AssertUnusable(reason, chart);

    [Theory]
    [InlineData("name: [a\n")]
    [InlineData("name: a\n  version: b\n")]
    [InlineData("name: \"a\n")]
    [InlineData("name: *nobody\n")]
    [InlineData("<<: {name: a}\n")]
    [InlineData("name: !ruby/object:Gem a\n")]
    [InlineData("name: \"\\uD83D\"\n")]
    [InlineData("description: \"\\0\"\n")]
    [InlineData("description: \"\\e[31m\"\n")]
    [InlineData("description: \u0007\n")]
    public void A_Chart_yaml_that_cannot_be_parsed_is_refused(string chart) =>
        Assert.StartsWith("Error while parsing Chart.yaml: ", Reason(chart), StringComparison.Ordinal);

    [Fact]
    public void A_Chart_yaml_that_is_not_UTF_8_is_refused() =>
        Assert.Equal("Error while parsing Chart.yaml: it is not UTF-8", Assert.Throws<UnusableChartException>(() => ChartManifestReader.Read([0x6E, 0xFF], null)).Message);

    [Fact]
    public void The_deepest_nesting_that_is_read_can_be_stored_and_indexed()
    {
        var manifest = Read(Minimal + $"dependencies: [{{name: db, import-values: {new string('[', 29)}x{new string(']', 29)}}}]\n");
        var stored = JsonSerializer.Deserialize(Json(manifest), ChartJson.Default.ChartManifest)!;

        Assert.Equal(Json(manifest), Json(stored));
        Assert.Contains($"import-values: {new string('[', 29)}\"x\"]", Encoding.UTF8.GetString(ChartIndexEntry.Render(stored, "", default, "")), StringComparison.Ordinal);
        AssertUnusable("Error while parsing Chart.yaml: nested deeper than 32 levels", Minimal + $"dependencies: [{{name: db, import-values: {new string('[', 30)}x{new string(']', 30)}}}]\n");
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        AssertUnusable("Error while parsing Chart.yaml: nested deeper than 32 levels", Minimal + "other: " + new string('[', 100_000));

    [Fact]
    public void Aliases_that_grow_without_end_are_refused()
    {
        var chart = new StringBuilder(Minimal).Append("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 20; i++)
        {
            chart.Append($"a{i}: &a{i} [").AppendJoin(", ", Enumerable.Repeat($"*a{i - 1}", 10)).Append("]\n");
        }

        AssertUnusable("Error while parsing Chart.yaml: too large once its aliases are written out", chart.ToString());
    }

    [Fact]
    public void Aliases_a_byte_order_mark_and_CRLF_are_understood()
    {
        var manifest = Read("\uFEFFname: &name mychart\r\nversion: 0.1.0\r\ndescription: *name\r\n");

        Assert.Equal(("mychart", "0.1.0", "mychart"), (manifest.Name, manifest.Version, manifest.Description));
    }

    [Fact]
    public void Of_a_key_written_twice_the_last_counts_and_case_does_not_matter()
    {
        var manifest = Read("NAME: mychart\nversion: 0.1.0\nversion: 0.2.0\n");

        Assert.Equal(("mychart", "0.2.0"), (manifest.Name, manifest.Version));
    }

    [Fact]
    public void Only_the_first_document_counts() => Assert.Equal("mychart", Read(Minimal + "---\nname: other\n").Name);

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public void The_dependencies_of_requirements_yaml_are_the_charts(string apiVersion)
    {
        var manifest = Read($"apiVersion: {apiVersion}\nname: mychart\nversion: 0.1.0\n", "dependencies:\n- name: db\n  version: 1.0.0\n");

        Assert.Equal([("db", "1.0.0")], manifest.Dependencies.Select(dependency => (dependency.Name, dependency.Version)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# none\n")]
    [InlineData("other: 1\n")]
    public void A_requirements_yaml_may_say_nothing(string requirements) => Assert.Empty(Read(Minimal, requirements).Dependencies);

    [Fact]
    public void Dependencies_may_stand_in_both_files_where_they_are_the_same() =>
        Assert.Single(Read(Minimal + "dependencies: [{name: db}]\n", "dependencies: [{name: db}]\n").Dependencies);

    [Theory]
    [InlineData("dependencies: [{name: other}]\n", "Validation failed: Chart.yaml and requirements.yaml list different dependencies")]
    [InlineData("version: 2.0.0\n", "Validation failed: requirements.yaml holds \"version\", which belongs into Chart.yaml")]
    [InlineData("- db\n", "Validation failed: requirements.yaml must be a mapping")]
    public void A_requirements_yaml_that_would_change_the_chart_is_refused(string requirements, string reason) =>
        AssertUnusable(reason, Minimal + "dependencies: [{name: db}]\n", requirements);

    private static ChartManifest Read(string chart, string? requirements = null) =>
        ChartManifestReader.Read(Encoding.UTF8.GetBytes(chart), requirements is null ? null : Encoding.UTF8.GetBytes(requirements));

    private static string Json(ChartManifest manifest) => JsonSerializer.Serialize(manifest, ChartJson.Default.ChartManifest);

    private static string Indented(ChartManifest manifest) =>
        JsonSerializer.Serialize(manifest, new ChartJson(new JsonSerializerOptions(ChartJson.Default.Options) { WriteIndented = true, NewLine = "\n" }).ChartManifest);

    private static string Reason(string chart, string? requirements = null) => Assert.Throws<UnusableChartException>(() => Read(chart, requirements)).Message;

    private static void AssertUnusable(string reason, string chart, string? requirements = null) => Assert.Equal(reason, Reason(chart, requirements));
}
