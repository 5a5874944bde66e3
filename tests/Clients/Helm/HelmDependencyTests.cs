using Xunit;

namespace Registry.Clients.Helm;

/// <summary>Charts that other charts need.</summary>
public class HelmDependencyTests(TestRegistry registry) : HelmTests(registry)
{
    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_repository_is_named_by_its_address_or_its_alias(string version)
    {
        using var helm = new HelmClient(version);
        var address = Registry.Private.HelmRepository(Channel);
        await PushSmallAsync(helm, "one", "two", "three", "four");
        await AddAsync(helm, Registry.Private);
        var folder = await ParentAsync(
            helm,
            $"- {{name: one, version: 0.1.0, repository: \"{address}\"}}",
            $"- {{name: two, version: 0.1.0, repository: \"{address}/\"}}",
            "- {name: three, version: 0.1.0, repository: \"@stable\"}",
            "- {name: four, version: 0.1.0, repository: \"alias:stable\"}");

        await helm.PrintAsync("dependency", "update", "parent");

        Assert.Equal(["four-0.1.0.tgz", "one-0.1.0.tgz", "three-0.1.0.tgz", "two-0.1.0.tgz"], Charts(folder));
        Assert.Contains("ok", await helm.PrintAsync("dependency", "list", "parent"), StringComparison.Ordinal);
        Directory.Delete(Path.Combine(folder, "charts"), recursive: true);
        await helm.PrintAsync("dependency", "build", "parent", "--skip-refresh");
        Assert.Equal(4, Charts(folder).Length);
        Directory.Delete(Path.Combine(folder, "charts"), recursive: true);
        await helm.PrintAsync("dependency", "update", "parent", "--skip-refresh");
        Assert.Equal(4, Charts(folder).Length);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Two_versions_of_one_chart_and_a_range_of_pre_releases_are_found(string version)
    {
        using var helm = new HelmClient(version);
        foreach (var pushed in (string[])["0.1.0", "0.2.0", "0.3.0-rc.1", "0.3.0-rc.2"])
        {
            await PushAsync(await TestChart.WriteAsync(helm, "demo", pushed), Registry.Private, Channel);
        }

        await AddAsync(helm, Registry.Private);
        var folder = await ParentAsync(
            helm,
            "- {name: demo, alias: old, version: 0.1.0, repository: \"@stable\"}",
            "- {name: demo, alias: new, version: 0.2.0, repository: \"@stable\"}",
            "- {name: demo, alias: next, version: ^0.3.0-0, repository: \"@stable\"}");

        await helm.PrintAsync("dependency", "update", "parent");

        Assert.Equal(["demo-0.1.0.tgz", "demo-0.2.0.tgz", "demo-0.3.0-rc.2.tgz"], Charts(folder));
        var rendered = await helm.PrintAsync("template", "release", "parent");
        foreach (var (alias, found) in (ReadOnlySpan<(string, string)>)[("old", "0.1.0"), ("new", "0.2.0"), ("next", "0.3.0-rc.2")])
        {
            Assert.Contains($"name: release-{alias}\ndata:\n  version: \"{found}\"", rendered, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_chart_with_its_dependencies_inside_is_pushed_and_rendered(string version)
    {
        using var helm = new HelmClient(version);
        await PushSmallAsync(helm, "cache", "db");
        await AddAsync(helm, Registry.Private);
        var folder = await ParentAsync(
            helm,
            "- {name: db, version: 0.1.0, repository: \"@stable\", alias: store, condition: store.enabled, tags: [back], import-values: [{child: paint, parent: imported}]}",
            "- {name: cache, version: 0.1.0, repository: \"@stable\", condition: cache.enabled}");
        await helm.PrintAsync("dependency", "update", "parent");
        await PushAsync(await TestChart.PackageAsync(helm, folder, "parent", "1.0.0"), Registry.Private, Channel);
        await helm.PrintAsync("repo", "update");

        var rendered = await helm.PrintAsync("template", "release", "stable/parent", "--set", "cache.enabled=false,store.colour=blue");

        Assert.Contains("name: release-parent", rendered, StringComparison.Ordinal);
        Assert.Contains("name: release-store\ndata:\n  version: \"0.1.0\"\n  colour: blue", rendered, StringComparison.Ordinal);
        Assert.DoesNotContain("release-cache", rendered, StringComparison.Ordinal);
        Assert.Contains("alias: store", await helm.PrintAsync("show", "chart", "stable/parent"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_chart_of_Helm_2_keeps_its_requirements(string version)
    {
        using var helm = new HelmClient(version);
        await PushSmallAsync(helm, "db");
        await AddAsync(helm, Registry.Private);
        var folder = await ChartFolder.WriteAsync(
            helm, "old", "apiVersion: v1\nname: old\nversion: 1.0.0\n", ("requirements.yaml", "dependencies:\n- name: db\n  version: ~0.1.0\n  repository: \"@stable\"\n"));

        await helm.PrintAsync("dependency", "update", "old");
        await PushAsync(await TestChart.PackageAsync(helm, folder, "old", "1.0.0"), Registry.Private, Channel);

        await helm.PrintAsync("repo", "update");
        Assert.True(File.Exists(Path.Combine(folder, "requirements.lock")));
        Assert.Contains("name: release-db", await helm.PrintAsync("template", "release", "stable/old"), StringComparison.Ordinal);
        var index = await Curl.RunAsync([.. Curl.User(Registry.Developer), $"{Registry.Private.HelmRepository(Channel)}/index.yaml"]);
        Assert.Contains("    dependencies:\n    - name: \"db\"\n      version: \"~0.1.0\"\n      repository: \"@stable\"\n", index.Body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task From_a_repository_that_was_not_added_only_public_charts_come(string version)
    {
        using var helm = new HelmClient(version);
        foreach (var project in (TestProject[])[Registry.Public, Registry.Private])
        {
            await PushAsync(await TestChart.WriteAsync(helm, "one", "0.1.0"), project, Channel);
            await PushAsync(await TestChart.WriteAsync(helm, "two", "0.1.0"), project, Channel);
        }

        var folder = await DependOnAsync(helm, Registry.Public);
        await helm.PrintAsync("dependency", "update", "parent");
        Assert.Equal(["one-0.1.0.tgz", "two-0.1.0.tgz"], Charts(folder));

        await DependOnAsync(helm, Registry.Private);
        Assert.Contains("401 Unauthorized", (await helm.RunAsync("dependency", "update", "parent")).Refused().Output, StringComparison.Ordinal);
    }

    private Task<string> DependOnAsync(HelmClient helm, TestProject project)
    {
        var address = project.HelmRepository(Channel);
        return ParentAsync(
            helm, $"- {{name: one, version: 0.1.0, repository: \"{address}\"}}", $"- {{name: two, version: 0.1.0, repository: \"{address}\"}}");
    }

    private static Task<string> ParentAsync(HelmClient helm, params string[] dependencies) => ChartFolder.WriteAsync(
        helm, "parent", $"apiVersion: v2\nname: parent\nversion: 1.0.0\ndependencies:\n{string.Join('\n', dependencies)}\n");

    private static string[] Charts(string folder) =>
        [.. Directory.GetFiles(Path.Combine(folder, "charts")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private async Task PushSmallAsync(HelmClient helm, params string[] names)
    {
        foreach (var name in names)
        {
            await PushAsync(await TestChart.WriteAsync(helm, name, "0.1.0"), Registry.Private, Channel);
        }
    }
}
