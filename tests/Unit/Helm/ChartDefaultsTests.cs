using System.Text;
using Registry.Web.Helm;
using Xunit;

namespace Registry.Unit.Helm;

/// <summary>A chart's values, as people read them: path, default, what it does.</summary>
public sealed class ChartDefaultsTests
{
    [Fact]
    public void Each_value_has_its_path_its_default_and_the_comment_above_or_beside_it()
    {
        const string Values = """
            # A heading for the file.

            image:
              # Image to run
              repository: example.com/web
              tag: "3.1.0" # which one
            # Pods when autoscaling
            # is off
            replicas: 2
            empty: {}
            hosts: []
            nothing:
            list:
              - name: a
                ports: [80, 443]
            text: |
              one
              two
            a.b/c: x,y
            """;

        Assert.Equal(
            [
                "image.repository | example.com/web | Image to run | --set image.repository=example.com/web",
                "image.tag | \"3.1.0\" | which one | --set image.tag=3.1.0",
                "replicas | 2 | Pods when autoscaling is off | --set replicas=2",
                "empty | {} |  | ",
                "hosts[] | [] |  | ",
                "nothing | null |  | --set nothing=null",
                "list[0].name | a |  | ",
                "list[0].ports[0] | 80 |  | ",
                "list[0].ports[1] | 443 |  | ",
                "text | one\ntwo |  | ",
                @"a\.b/c | x,y |  | --set 'a\.b/c=x\,y'",
            ],
            Lines(Values));
    }

    [Theory]
    [InlineData("# old words\n# -- How many\nn: 1", "How many")]
    [InlineData("# -- (int) How many\nn: 1", "How many")]
    [InlineData("# -- How many\n# @default -- none\nn: 1", "How many")]
    [InlineData("n: 1 # -- How many", "How many")]
    [InlineData("## @param n [default: 1] How many\n\nn: 1", "How many")]
    [InlineData("# About something else\n\nn: 1", "")]
    [InlineData("n: 'a # b'", "")]
    [InlineData("n: a#b", "")]
    public void Comments_are_read_as_the_tools_for_charts_write_them(string yaml, string description) =>
        Assert.Equal(description, Assert.Single(ChartDefaults.Read(yaml, ValuesSchema.Read(null)).Entries).Description);

    [Fact]
    public void A_schema_adds_what_it_says_of_a_value_and_of_what_kind_it_is()
    {
        const string Schema = """
            {"properties":{"replicas":{"type":"integer","description":"How many pods run."},"pull":{"enum":["Always","Never"]},
             "hosts":{"items":{"properties":{"name":{"type":["string","null"],"description":"A host."}}}}}}
            """;

        var values = ChartDefaults.Read("# Pods\nreplicas: 2\npull: Never\nhosts:\n  - name: a\n", ValuesSchema.Read(Encoding.UTF8.GetBytes(Schema)));

        Assert.Equal(
            [("replicas", "Pods\nHow many pods run.", "integer"), ("pull", "", "Always | Never"), ("hosts[0].name", "A host.", "string | null")],
            values.Entries.Select(entry => (entry.Path, entry.Description, entry.Type!)));
    }

    [Theory]
    [InlineData("flag: true", "--set flag=true")]
    [InlineData("flag: \"true\"", "--set-string flag=true")]
    [InlineData("n: '1'", "--set-string n=1")]
    [InlineData("t: tRUE", "--set-string t=tRUE")]
    [InlineData("f: 1.5", "--set-json f=1.5")]
    [InlineData("s: '1.5'", "--set s=1.5")]
    [InlineData("q: it's", "--set 'q=it'\\''s'")]
    [InlineData("q: $(reboot)", "--set 'q=$(reboot)'")]
    [InlineData("q: '{a}'", "--set 'q=\\{a}'")]
    public void The_argument_sets_the_value_that_stands_there(string yaml, string argument) =>
        Assert.Equal(argument, Assert.Single(ChartDefaults.Read(yaml, ValuesSchema.Read(null)).Entries).Set);

    [Fact]
    public void Broken_and_hostile_files_are_told_of_and_cost_little()
    {
        Assert.Equal("values.yaml cannot be read beyond line 3", Read("a: 1\nb: [1,").Problem!.Split(':')[0]);
        Assert.Equal("a", Assert.Single(Read("a: 1\nb: [1,").Entries, entry => entry.Path == "a").Path);
        Assert.Contains("nested deeper", Read(string.Concat(Enumerable.Range(0, 50).Select(depth => new string(' ', depth) + "a:\n"))).Problem, StringComparison.Ordinal);
        Assert.Equal(5_000, Read(string.Concat(Enumerable.Range(0, 9_000).Select(n => $"k{n}: 1\n"))).Entries.Count);

        // Nine aliases of nine aliases … would be a billion values.
        var bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat("bcdefghi".Select(c => $"{c}: &{c} [{string.Join(',', Enumerable.Repeat($"*{(char)(c - 1)}", 9))}]\n"));
        Assert.Equal(81, Read(bomb).Entries.Count);
        Assert.Empty(Read("just text").Entries);
        Assert.Empty(Read("").Entries);
    }

    // Half a megabyte that told each of five thousand values a quarter of a megabyte took more memory than there is.
    [Fact]
    public void What_one_text_says_of_thousands_of_values_is_cut()
    {
        var (much, values) = (new string('x', 200_000), string.Join(", ", Enumerable.Range(0, 5_000).Select(n => $"k{n}: 1")));
        var schema = ValuesSchema.Read(Encoding.UTF8.GetBytes($$"""{"properties": {"a": {"items": {"type": "{{much}}", "description": "{{much}}"} } } }"""));

        Assert.Contains("a path of more than 1000 letters", Read($"? {much}\n: {{{values}}}\n").Problem, StringComparison.Ordinal);
        Assert.All(Read($"a: {{{values}}} # {much}\n").Entries, entry => Assert.Equal("", entry.Description));
        Assert.Equal(2_001, Assert.Single(Read($"# {much}\na: 1\n").Entries).Description.Length);
        Assert.All(
            ChartDefaults.Read($"a: [{string.Join(", ", Enumerable.Repeat("1", 5_000))}]", schema).Entries,
            entry => Assert.Equal((2_001, 2_001), (entry.Type!.Length, entry.Description.Length)));
    }

    private static Web.Packages.Contents.ValueList Read(string yaml) => ChartDefaults.Read(yaml, ValuesSchema.Read(null));

    private static IEnumerable<string> Lines(string yaml) => Read(yaml).Entries.Select(entry => $"{entry.Path} | {entry.Default} | {entry.Description} | {entry.Set}");
}
