using System.Text;
using Registry.Web.Helm;
using Registry.Web.Packages;
using Registry.Web.Packages.Contents;
using Xunit;

namespace Registry.Unit.Helm;

/// <summary>What comes of a chart's values when somebody changes them.</summary>
public sealed class ChartWorkbenchTests
{
    private const string Values = """
        # How many pods run
        replicas: 2
        image:
          # Which one
          tag: "1.0"
          pull: Always
        debug: false
        a.b/c: x
        hosts:
          # the first
          - name: a
            port: 80
        labels: {}
        ports: [ 80, 443 ]  # open
        none: []
        note: |
          one
          two
        nothing:
        """;

    private const string Schema = """
        {"properties":{"replicas":{"type":"integer","minimum":1,"maximum":9},"image":{"properties":{"pull":{"enum":["Always","Never"]},
         "tag":{"type":"string","pattern":"^[0-9.]+$"}}}}}
        """;

    private static readonly InstallPlace Place = new(new ProjectAddress("https://registry.example", 7, "acme/charts", NeedsCredentials: false, null), "stable", "web", "1.2.3");

    private readonly ChartWorkbench _workbench = new();

    [Fact]
    public void The_tree_holds_each_value_as_it_is_changed()
    {
        var outline = Outline();

        Assert.Equal(
            [
                "replicas|Number|2|How many pods run", "image|Group||", "image.tag|Text|1.0|Which one", "image.pull|Text|Always|", "debug|Flag|false|",
                @"a\.b/c|Text|x|", "hosts|Yaml|- name: a\n  port: 80|", "labels|Yaml|{}|", "ports|Yaml|[ 80, 443 ]|open", "none|Yaml|[]|", "note|Text|one\ntwo\n|", "nothing|Yaml|null|",
            ],
            ValueOutline.Below(outline.Roots).Select(node => $"{node.Path}|{node.Kind}|{node.Default}|{node.Description}"));
        Assert.Equal(11, outline.Count);
    }

    [Fact]
    public void The_file_and_the_arguments_hold_what_was_changed_and_nothing_else()
    {
        var trial = Try(
            ("image.tag", "2.0"), ("replicas", "3"), ("debug", "true"), (@"a\.b/c", "it's, {this}"), ("image.pull", "Always"),
            ("hosts", "- name: b\n  port: 443\n"), ("labels", "\"8080\": yes\nratio: 1.5\n"), ("note", "true"));

        Assert.Empty(trial.Faults);
        Assert.Equal(["replicas", "image.tag", "debug", @"a\.b/c", "hosts", "labels", "note"], trial.Changed);
        Assert.Equal(
            """
            replicas: 3
            image:
              tag: "2.0"
            debug: true
            a.b/c: "it's, {this}"
            hosts:
              - name: b
                port: 443
            labels:
              "8080": true
              ratio: 1.5
            note: "true"

            """,
            trial.File);
        Assert.Equal(
            """
            helm upgrade --install web acme-charts/web --version 1.2.3 \
              --set replicas=3 \
              --set image.tag=2.0 \
              --set debug=true \
              --set 'a\.b/c=it'\''s\, {this}' \
              --set 'hosts[0].name=b' \
              --set 'hosts[0].port=443' \
              --set-json 'labels={"8080":true,"ratio":1.5}' \
              --set-string note=true
            """,
            trial.Commands[^1].Text);
        Assert.Equal("helm upgrade --install web acme-charts/web --version 1.2.3 \\\n  --values my-values.yaml", trial.Commands[1].Text);
    }

    [Theory]
    [InlineData("replicas", "0", "It must be at least 1.")]
    [InlineData("replicas", "10", "It must be at most 9.")]
    [InlineData("replicas", "1.5", "It must be of type integer.")]
    [InlineData("replicas", "many", "It must be a number.")]
    [InlineData("image.pull", "Sometimes", "It must be one of: Always, Never.")]
    [InlineData("image.tag", "latest", "It must match ^[0-9.]+$.")]
    [InlineData("hosts", "a", "It must be a list, such as - one.")]
    [InlineData("labels", "a", "It must be a mapping, such as key: value.")]
    public void What_the_chart_would_not_take_is_told_and_left_out(string path, string typed, string fault)
    {
        var trial = Try((path, typed));

        Assert.Equal(fault, Assert.Single(trial.Faults, one => one.Key == path).Value);
        Assert.Equal(("", 0, 0), (trial.File, trial.Changed.Count, trial.Commands.Count));
    }

    private ValueOutline Outline() => _workbench.Outline(new PackageContents([File("values.yaml", Values), File("values.schema.json", Schema)]));

    private ValueTrial Try(params (string Path, string Typed)[] typed) =>
        _workbench.Try(Outline(), typed.ToDictionary(one => one.Path, one => one.Typed, StringComparer.Ordinal), Place);

    private static ContentFile File(string path, string text) => new(path, text.Length, "", Encoding.UTF8.GetBytes(text));
}
