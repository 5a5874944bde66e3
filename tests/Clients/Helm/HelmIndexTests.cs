using System.Text.Json;
using Registry.Tests.Hosting;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Registry.Clients.Helm;

/// <summary>
/// Charts whose Chart.yaml is odd, packed by tar as they stand. What the registry's index says of them is what
/// <c>helm repo index</c> says.
/// </summary>
public class HelmIndexTests(TestRegistry registry) : HelmTests(registry)
{
    private static readonly string[] AppVersions =
    [
        "4852e000", "1.10", "0x10", "1_000", "010", "yes", "on", "null", "~", "2020-01-01", "12:30:45", "\"\"", "\"'\"", "1e3", "v1.0.0", "master", "\"4852e000\"", "\"1.10\"",
    ];

    private static readonly string[] Names = ["123", "yes", "null", "1e3"];

    private const string Everything = """
        apiVersion: v2
        name: everything
        version: v1.2.3-rc.1+build.5
        appVersion: 1.10
        kubeVersion: ">=1.19.0-0"
        description: "It says: \"naïve\" 😀 # no comment\ttab"
        type: application
        keywords: [web, no, 12]
        home: https://example.com/
        sources: [https://example.com/a, https://example.com/b]
        icon: https://example.com/icon.png
        deprecated: true
        condition: a.enabled
        tags: front,back
        maintainers:
        - {name: Somebody, email: somebody@example.com, url: https://example.com/somebody}
        - name: Nobody
        annotations:
          example.com/changes: |
            - one
            - two
          number: 12
          flag: yes
        dependencies:
        - name: db
          version: ~1.2
          repository: https://example.com/charts
          alias: store
          condition: store.enabled
          tags: [back]
          import-values: [data, {child: a.b, parent: c}]
        - {name: cache, version: 1.0.0, repository: "@stable"}
        unheardOf: {of: [this]}
        description2: x

        """;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task It_says_of_every_chart_what_helm_says(string version)
    {
        using var helm = new HelmClient(version);
        var charts = new List<(string Name, string ChartYaml, (string, string)[] Files)>
        {
            ("everything", Everything, []),
            ("twice", "apiVersion: v2\nname: twice\nversion: 1.0.0\nappVersion: first\nappVersion: second\n", []),
            ("helm2", "name: helm2\nversion: 1.0.0\nengine: gotpl\n", [("requirements.yaml", "dependencies:\n- {name: db, version: 1.0.0, repository: \"@stable\", alias: store}\n")]),
            ("library", "apiVersion: v2\nname: library\nversion: 1.0.0\ntype: library\n", []),
        };
        charts.AddRange(Names.Select(name => (name, $"apiVersion: v2\nname: \"{name}\"\nversion: 1.0.0\n", Array.Empty<(string, string)>())));
        charts.AddRange(AppVersions.Select((appVersion, i) => ($"app-{i}", $"apiVersion: v2\nname: app-{i}\nversion: 1.0.0\nappVersion: {appVersion}\n", Array.Empty<(string, string)>())));
        using var archives = new TemporaryDirectory();
        foreach (var (name, chartYaml, files) in charts)
        {
            var file = await PackAsync(helm, archives.Path, name, chartYaml, files);
            Assert.Equal(201, (await Curl.UploadChartAsync(file, Registry.Private.HelmUpload(Channel), Registry.Developer)).Status);
        }

        await helm.PrintAsync("repo", "index", archives.Path, "--url", "charts");
        await helm.PrintAsync(["repo", "add", "stable", Registry.Private.HelmRepository(Channel), .. HelmClient.Flags(Registry.Developer)]);

        var expected = Entries(await File.ReadAllTextAsync(Path.Combine(archives.Path, "index.yaml")));
        var index = (await Curl.RunAsync([.. Curl.User(Registry.Developer), $"{Registry.Private.HelmRepository(Channel)}/index.yaml"])).Body;
        Assert.Equal(expected, Entries(index));
        Assert.Equal(charts.Count, expected.Count);

        using var rows = JsonDocument.Parse(await helm.PrintAsync("search", "repo", "stable/", "--devel", "--output", "json"));
        Assert.Equal(charts.Count, rows.RootElement.GetArrayLength());
        foreach (var name in Names)
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(archives.Path, $"{name}-1.0.0.tgz")), await helm.PullAsync($"stable/{name}"));
        }

        Assert.Contains("appVersion: \"1.1\"\n", await helm.PrintAsync("show", "chart", "stable/everything", "--devel"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_tar_packs_is_served_byte_for_byte(string version)
    {
        using var helm = new HelmClient(version);
        using var archives = new TemporaryDirectory();
        var file = await PackAsync(helm, archives.Path, "demo", "apiVersion: v2\nname: demo\nversion: 1.0.0\n", [(new string('a', 120) + "/" + new string('b', 120), "long names")]);
        Assert.Equal(201, (await Curl.UploadChartAsync(file, Registry.Private.HelmUpload(Channel), Registry.Developer)).Status);
        await AddAsync(helm, Registry.Private);

        Assert.Equal(await File.ReadAllBytesAsync(file), await helm.PullAsync("stable/demo"));
        Assert.Contains("name: release-demo", await helm.PrintAsync("template", "release", "stable/demo"), StringComparison.Ordinal);
    }

    private static async Task<string> PackAsync(HelmClient helm, string folder, string name, string chartYaml, (string Path, string Text)[] files)
    {
        await ChartFolder.WriteAsync(helm, name, chartYaml, files);
        var file = Path.Combine(folder, $"{name}-1.0.0.tgz");
        (await Command.RunAsync("tar", ["--create", "--gzip", "--file", file, name], workingDirectory: helm.WorkingDirectory)).Succeeded();
        if (name == "everything")
        {
            // helm repo index takes the file's name for the address.
            File.Move(file, file = Path.Combine(folder, "everything-v1.2.3-rc.1+build.5.tgz"));
        }

        return file;
    }

    // Each chart by its name, in one line whose order is not the file's; without the time, which is each index's own.
    private static SortedDictionary<string, string> Entries(string index)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(index));
        var entries = (YamlMappingNode)yaml.Documents[0].RootNode["entries"];
        return new SortedDictionary<string, string>(
            entries.Children.ToDictionary(entry => ((YamlScalarNode)entry.Key).Value!, entry => Text(entry.Value), StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static string Text(YamlNode node) => node switch
    {
        YamlMappingNode map => $"{{{string.Join(", ", map.Children.Where(pair => Text(pair.Key) != "\"created\"").Select(pair => $"{Text(pair.Key)}: {Text(pair.Value)}").Order(StringComparer.Ordinal))}}}",
        YamlSequenceNode list => $"[{string.Join(", ", list.Select(Text))}]",
        _ => $"\"{((YamlScalarNode)node).Value}\"",
    };
}
