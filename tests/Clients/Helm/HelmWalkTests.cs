using System.Text.Json;
using Xunit;

namespace Registry.Clients.Helm;

/// <summary>The whole way of a chart, once for every helm, credential and kind of address.</summary>
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
    public async Task A_chart_is_pushed_found_shown_rendered_and_pulled(string version, Visibility visibility, CredentialKind? kind, AddressKind address)
    {
        var project = visibility == Visibility.Public ? Registry.Public : Registry.Private;
        var reader = kind is null ? null : Registry.For(project, kind.Value);
        var publisher = reader ?? Registry.Developer;
        var named = address == AddressKind.Id ? project.Id : project.EncodedPath;
        using var helm = new HelmClient(version);
        var chart = await TestChart.CreateAsync(helm, "demo", "0.1.0");

        var pushed = await Curl.UploadChartAsync(chart.File, project.HelmUpload(Channel, named), publisher);
        pushed.Result.Succeeded();
        Assert.Equal((201, """{"message":"201 Created"}"""), (pushed.Status, pushed.Body));

        var added = (await helm.AddAsync("stable", project.HelmRepository(Channel, named), reader)).Succeeded();
        Assert.Equal("\"stable\" has been added to your repositories\n", added.Output);

        var updated = (await helm.RunAsync("repo", "update")).Succeeded();
        Assert.Contains("Successfully got an update from the \"stable\" chart repository", updated.Output, StringComparison.Ordinal);

        var found = (await helm.RunAsync("search", "repo", "stable/", "--output", "json")).Succeeded();
        using var rows = JsonDocument.Parse(found.Output);
        var row = Assert.Single(rows.RootElement.EnumerateArray());
        Assert.Equal("stable/demo", row.GetProperty("name").GetString());
        Assert.Equal(chart.Version, row.GetProperty("version").GetString());
        Assert.Equal(chart.AppVersion, row.GetProperty("app_version").GetString());
        Assert.Equal("A Helm chart for Kubernetes", row.GetProperty("description").GetString());

        Assert.Equal(chart.Bytes, await helm.PullAsync("stable/demo"));

        var shown = (await helm.RunAsync("show", "chart", "stable/demo")).Succeeded();
        Assert.Contains("name: demo\n", shown.Output, StringComparison.Ordinal);
        Assert.Contains("version: 0.1.0\n", shown.Output, StringComparison.Ordinal);

        var values = (await helm.RunAsync("show", "values", "stable/demo")).Succeeded();
        Assert.Equal(chart.Values.Trim(), values.Output.Trim());

        var rendered = (await helm.RunAsync("template", "release", "stable/demo", "--set", "replicaCount=7")).Succeeded();
        Assert.Contains("kind: Deployment", rendered.Output, StringComparison.Ordinal);
        Assert.Contains("replicas: 7", rendered.Output, StringComparison.Ordinal);
    }
}

public enum Visibility
{
    Public,
    Private,
}

public enum AddressKind
{
    Id,
    EncodedPath,
}
