using System.Text.Json;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Clients.Helm;

/// <summary>The whole way of a signed chart, once for every helm, credential and kind of address, and never a warning.</summary>
public class HelmWalkTests(TestRegistry registry) : HelmTests(registry)
{
    /// <summary>Nobody's credentials stand for a reader without any, whose chart a developer pushes.</summary>
    public static TheoryData<string, Visibility, CredentialKind?, AddressKind> EveryWay
    {
        get
        {
            var rows = new TheoryData<string, Visibility, CredentialKind?, AddressKind>();
            foreach (var version in HelmClient.Versions)
            {
                foreach (var address in Enum.GetValues<AddressKind>())
                {
                    rows.Add(version, Visibility.Public, null, address);
                    foreach (var kind in Enum.GetValues<CredentialKind>())
                    {
                        rows.Add(version, Visibility.Public, kind, address);
                        rows.Add(version, Visibility.Private, kind, address);
                    }
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_chart_is_pushed_found_shown_rendered_verified_and_depended_on(string version, Visibility visibility, CredentialKind? kind, AddressKind address)
    {
        var project = visibility == Visibility.Public ? Registry.Public : Registry.Private;
        var reader = kind is null ? null : Registry.For(project, kind.Value);
        var named = project.Named(address);
        string[] verify = ["--verify", "--keyring", Registry.SigningKey.PublicKeyring];
        using var helm = new HelmClient(version);
        var chart = await TestChart.CreateAsync(helm, "demo", "0.1.0", key: Registry.SigningKey);

        var pushed = await Curl.UploadChartAsync(chart.File, project.HelmUpload(Channel, named), reader ?? Registry.Developer, chart.Provenance);
        pushed.Result.Succeeded();
        Assert.Equal((201, """{"message":"201 Created"}"""), (pushed.Status, pushed.Body));

        var added = await helm.PrintAsync(["repo", "add", "stable", project.HelmRepository(Channel, named), .. HelmClient.Flags(reader)]);
        Assert.Equal("\"stable\" has been added to your repositories\n", added);
        Assert.Contains("Successfully got an update from the \"stable\" chart repository", await helm.PrintAsync("repo", "update"), StringComparison.Ordinal);

        using var rows = JsonDocument.Parse(await helm.PrintAsync("search", "repo", "stable/", "--output", "json"));
        var row = Assert.Single(rows.RootElement.EnumerateArray());
        Assert.Equal("stable/demo", row.GetProperty("name").GetString());
        Assert.Equal(chart.Version, row.GetProperty("version").GetString());
        Assert.Equal(TestChart.NumberLikeAppVersion, row.GetProperty("app_version").GetString());
        Assert.Equal("A Helm chart for Kubernetes", row.GetProperty("description").GetString());

        using var pulled = new TemporaryDirectory();
        Assert.Contains("Chart Hash Verified", await helm.PrintAsync(["pull", "stable/demo", "--destination", pulled.Path, .. verify]), StringComparison.Ordinal);
        Assert.Equal(chart.Bytes, await File.ReadAllBytesAsync(Path.Combine(pulled.Path, "demo-0.1.0.tgz")));
        Assert.True(File.Exists(Path.Combine(pulled.Path, "demo-0.1.0.tgz.prov")));

        var shown = await helm.PrintAsync("show", "chart", "stable/demo");
        Assert.Contains("name: demo\n", shown, StringComparison.Ordinal);
        Assert.Contains("version: 0.1.0\n", shown, StringComparison.Ordinal);
        Assert.Equal(chart.Values.Trim(), (await helm.PrintAsync("show", "values", "stable/demo")).Trim());
        Assert.Contains(TestChart.Readme, await helm.PrintAsync("show", "readme", "stable/demo"), StringComparison.Ordinal);
        var all = await helm.PrintAsync(["show", "all", "stable/demo", .. verify]);
        Assert.Contains(chart.Values.Trim(), all, StringComparison.Ordinal);
        Assert.Contains(TestChart.Readme.Trim(), all, StringComparison.Ordinal);

        var rendered = await helm.PrintAsync(["template", "release", "stable/demo", "--set", "replicaCount=7", .. verify]);
        Assert.Contains("kind: Deployment", rendered, StringComparison.Ordinal);
        Assert.Contains("replicas: 7", rendered, StringComparison.Ordinal);

        await ChartFolder.WriteAsync(helm, "parent", "apiVersion: v2\nname: parent\nversion: 1.0.0\ndependencies:\n- name: demo\n  version: ^0.1.0\n  repository: \"@stable\"\n");
        await helm.PrintAsync(["dependency", "update", "parent", .. verify]);
        Assert.Equal(chart.Bytes, await File.ReadAllBytesAsync(Path.Combine(helm.WorkingDirectory, "parent", "charts", "demo-0.1.0.tgz")));
        Assert.Contains("name: release-demo", await helm.PrintAsync("template", "release", "parent"), StringComparison.Ordinal);
    }
}

public enum Visibility
{
    Public,
    Private,
}
