using System.Text;
using Registry.Tests.Hosting;
using Registry.Web.Helm;
using Registry.Web.Packages;
using Registry.Web.Packages.Contents;
using Xunit;

namespace Registry.Clients.Helm;

/// <summary>Helm takes from the file and from the arguments that the workbench writes what somebody meant.</summary>
public sealed class HelmValuesTests
{
    private const string Manifest = "apiVersion: v2\nname: web\nversion: 1.2.3\n";

    private const string Values = """
        plain: a
        word: a
        number: 1
        ratio: 0.5
        flag: false
        note: |
          one
          two
        a.b/c: x
        "q=\"[": x
        hosts:
          - name: a
            ports: [80]
        matrix: [[1]]
        labels: {}
        drop: gone
        deep:
          er:
            kept: 1
            text: x
        """;

    // What a shell, --set and YAML each have a meaning for.
    private static readonly Dictionary<string, string> Typed = new(StringComparer.Ordinal)
    {
        ["plain"] = "it's \"$HOME\", {not} a\\list = [0] # at all",
        ["word"] = "tRUE",
        ["number"] = "-3",
        ["ratio"] = "1.5",
        ["flag"] = "true",
        ["note"] = "first\n  second: naïve\n",
        [@"a\.b/c"] = "{1,2}",
        ["q\\=\"\\["] = "007",
        ["hosts"] = "- name: \"8080\"\n  ports: [80, 443]\n- name: 'no'\n  ports: []",
        ["matrix"] = "[[1, 2], [3]]",
        ["labels"] = "\"1.5\": yes\nempty: ''\nnone: null",
        ["drop"] = "null",
        ["deep.er.text"] = "0x10",
    };

    // As Go writes JSON: keys by their bytes.
    private const string Meant = """
        {"a.b/c":"{1,2}","deep":{"er":{"kept":1,"text":"0x10"}},"drop":"null","flag":true,"hosts":[{"name":"8080","ports":[80,443]},{"name":"no","ports":[]}],"labels":{"1.5":true,"empty":"","none":null},"matrix":[[1,2],[3]],"note":"first\n  second: naïve\n","number":-3,"plain":"it's \"$HOME\", {not} a\\list = [0] # at all","q=\"[":"007","ratio":1.5,"word":"tRUE"}
        """;

    [Theory]
    [InlineData("3.6.2")]
    [InlineData("3.10.1")]
    public async Task The_file_means_to_helm_what_was_typed(string version)
    {
        using var helm = new HelmClient(version);
        var folder = await WriteAsync(helm);
        await File.WriteAllTextAsync(Path.Combine(helm.WorkingDirectory, "my-values.yaml"), Try().File);

        Assert.Equal(Meant, Shown(await helm.PrintAsync("template", "web", folder, "--values", "my-values.yaml")));
    }

    [Fact]
    public async Task The_arguments_mean_the_same()
    {
        using var helm = new HelmClient("3.10.1"); // the first with --set-json
        var folder = await WriteAsync(helm);
        const string Upgrade = "helm upgrade --install web acme-charts/web --version 1.2.3 ";
        var command = Try().Commands[^1].Text;
        Assert.StartsWith(Upgrade, command, StringComparison.Ordinal);

        var answer = (await helm.ShellAsync($"helm template web '{folder}' {command[Upgrade.Length..]}")).Succeeded();

        Assert.Equal(Meant, Shown(answer.Output));
    }

    private static Task<string> WriteAsync(HelmClient helm) => ChartFolder.WriteAsync(helm, "web", Manifest, ("values.yaml", Values), ("templates/configmap.yaml", "kind: ConfigMap\nall: |\n  {{ .Values | toRawJson }}\n"));

    // The template prints all values on the line behind its key.
    private static string Shown(string output) => output.Split("all: |\n  ")[1].TrimEnd();

    private static ValueTrial Try()
    {
        var workbench = new ChartWorkbench();
        var outline = workbench.Outline(new PackageContents([new ContentFile("values.yaml", Values.Length, "", Encoding.UTF8.GetBytes(Values))]));
        var place = new InstallPlace(new ProjectAddress("https://registry.example", 7, "acme/charts", NeedsCredentials: false, null), "stable", "web", "1.2.3");
        var trial = workbench.Try(outline, Typed, place);
        Assert.Empty(trial.Faults);
        Assert.Equal(Typed.Keys.Order(StringComparer.Ordinal), trial.Changed.Order(StringComparer.Ordinal));
        return trial;
    }
}
