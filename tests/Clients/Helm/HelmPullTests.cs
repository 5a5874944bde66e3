using System.Text.Json;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Clients.Helm;

public class HelmPullTests(TestRegistry registry) : HelmTests(registry)
{
    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_version_asked_for_is_the_one_pulled(string version)
    {
        using var helm = new HelmClient(version);
        // Neither the order of pushing nor the order of letters is the order of versions.
        var rc = await PushAsync(helm, Registry.Private, "1.0.0-rc.1");
        var tenth = await PushAsync(helm, Registry.Private, "0.10.0");
        var first = await PushAsync(helm, Registry.Private, "0.1.0");
        var ninth = await PushAsync(helm, Registry.Private, "0.9.0");
        var build = await PushAsync(helm, Registry.Private, "0.2.0+build.5");
        await AddAsync(helm, Registry.Private);

        Assert.Equal(tenth.Bytes, await helm.PullAsync("stable/demo"));
        Assert.Equal(first.Bytes, await helm.PullAsync("stable/demo", "--version", "0.1.0"));
        Assert.Equal(build.Bytes, await helm.PullAsync("stable/demo", "--version", "0.2.0+build.5"));
        Assert.Equal(ninth.Bytes, await helm.PullAsync("stable/demo", "--version", ">=0.1.0 <0.10.0"));
        Assert.Equal(rc.Bytes, await helm.PullAsync("stable/demo", "--devel"));
        (await helm.RunAsync("pull", "stable/demo", "--version", "9.9.9")).Refused();
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_search_lists_every_version_newest_first(string version)
    {
        using var helm = new HelmClient(version);
        foreach (var pushed in (string[])["0.9.0", "v0.11.0", "1.0.0-rc.1", "0.10.0"])
        {
            await PushAsync(await TestChart.WriteAsync(helm, "demo", pushed), Registry.Private, Channel);
        }

        await AddAsync(helm, Registry.Private);

        Assert.Equal(["v0.11.0"], await SearchAsync(helm));
        Assert.Equal(["v0.11.0", "0.10.0", "0.9.0"], await SearchAsync(helm, "--versions"));
        Assert.Equal(["1.0.0-rc.1", "v0.11.0", "0.10.0", "0.9.0"], await SearchAsync(helm, "--versions", "--devel"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_new_version_is_there_after_the_next_update(string version)
    {
        using var helm = new HelmClient(version);
        await PushAsync(helm, Registry.Private, "0.1.0");
        await AddAsync(helm, Registry.Private);
        Assert.Equal(["0.1.0"], await SearchAsync(helm));

        var newer = await PushAsync(helm, Registry.Private, "0.2.0");
        (await helm.RunAsync("repo", "update")).Succeeded();

        Assert.Equal(["0.2.0"], await SearchAsync(helm));
        Assert.Equal(newer.Bytes, await helm.PullAsync("stable/demo"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_version_pushed_again_is_served_as_pushed_last(string version)
    {
        using var helm = new HelmClient(version);
        var before = await PushAsync(helm, Registry.Private, "0.1.0", note: "first");
        await AddAsync(helm, Registry.Private);
        Assert.Equal(before.Bytes, await helm.PullAsync("stable/demo"));

        var after = await PushAsync(helm, Registry.Private, "0.1.0", note: "second");
        (await helm.RunAsync("repo", "update")).Succeeded();

        Assert.NotEqual(before.Bytes, after.Bytes);
        Assert.Equal(["0.1.0"], await SearchAsync(helm, "--versions"));
        Assert.Equal(after.Bytes, await helm.PullAsync("stable/demo"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_empty_channel_is_a_repository_without_charts(string version)
    {
        using var helm = new HelmClient(version);
        await AddAsync(helm, Registry.Private);

        var found = (await helm.RunAsync("search", "repo", "stable/")).Succeeded();
        Assert.Equal("No results found\n", found.Output);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Each_channel_holds_its_own_charts(string version)
    {
        using var helm = new HelmClient(version);
        var other = Registry.NewChannel();
        await PushAsync(helm, Registry.Private, "0.1.0");
        var beta = await TestChart.CreateAsync(helm, "demo", "0.2.0", "for another channel");
        await PushAsync(beta, Registry.Private, other);
        await AddAsync(helm, Registry.Private);
        (await helm.AddAsync("beta", Registry.Private.HelmRepository(other), Registry.Developer)).Succeeded();

        Assert.Equal(["0.1.0"], await SearchAsync(helm, "--versions"));
        Assert.Equal(beta.Bytes, await helm.PullAsync("beta/demo"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_chart_is_pulled_without_adding_a_repository(string version)
    {
        using var helm = new HelmClient(version);
        var chart = await PushAsync(helm, Registry.Private, "0.1.0");
        var repository = Registry.Private.HelmRepository(Channel);
        var flags = HelmClient.Flags(Registry.Developer);

        Assert.Equal(chart.Bytes, await helm.PullAsync("demo", ["--repo", repository, .. flags]));
        Assert.Equal(chart.Bytes, await helm.PullAsync($"{repository}/charts/demo-0.1.0.tgz", flags));
        Assert.Contains("401 Unauthorized", (await helm.RunAsync("pull", $"{repository}/charts/demo-0.1.0.tgz")).Refused().Error, StringComparison.Ordinal);
        Assert.Contains("404 Not Found", (await helm.RunAsync(["pull", $"{repository}/charts/demo-9.9.9.tgz", .. flags])).Refused().Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_chart_is_unpacked_into_a_folder_of_its_name(string version)
    {
        using var helm = new HelmClient(version);
        await PushAsync(await TestChart.WriteAsync(helm, "demo", "0.1.0"), Registry.Private, Channel);
        await AddAsync(helm, Registry.Private);
        using var destination = new TemporaryDirectory();

        await helm.PrintAsync("pull", "stable/demo", "--untar", "--untardir", destination.Path);

        var folder = Assert.Single(Directory.GetDirectories(destination.Path));
        Assert.Equal("demo", Path.GetFileName(folder));
        Assert.StartsWith("colour: red\n", await File.ReadAllTextAsync(Path.Combine(folder, "values.yaml")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_chart_of_pre_releases_alone_is_pulled_only_by_who_asks_for_them(string version)
    {
        using var helm = new HelmClient(version);
        await PushAsync(await TestChart.WriteAsync(helm, "demo", "1.0.0-rc.1"), Registry.Private, Channel);
        var newest = await TestChart.WriteAsync(helm, "demo", "1.0.0-rc.2");
        await PushAsync(newest, Registry.Private, Channel);
        await AddAsync(helm, Registry.Private);

        (await helm.RunAsync("pull", "stable/demo")).Refused();
        Assert.Equal(newest.Bytes, await helm.PullAsync("stable/demo", "--devel"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_version_of_zeros_is_hidden_by_helm_and_pulled(string version)
    {
        using var helm = new HelmClient(version);
        var chart = await TestChart.WriteAsync(helm, "demo", "0.0.0");
        await PushAsync(chart, Registry.Private, Channel);
        await AddAsync(helm, Registry.Private);

        Assert.Empty(await SearchAsync(helm));
        Assert.Equal(chart.Bytes, await helm.PullAsync("stable/demo"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Versions_that_differ_in_build_metadata_are_told_apart(string version)
    {
        using var helm = new HelmClient(version);
        var charts = new List<TestChart>();
        foreach (var pushed in (string[])["1.0.0", "1.0.0+a", "1.0.0+b"])
        {
            charts.Add(await TestChart.WriteAsync(helm, "demo", pushed));
            await PushAsync(charts[^1], Registry.Private, Channel);
        }

        await AddAsync(helm, Registry.Private);

        Assert.Equal(["1.0.0", "1.0.0+a", "1.0.0+b"], (await SearchAsync(helm, "--versions")).Order(StringComparer.Ordinal));
        foreach (var chart in charts)
        {
            Assert.Equal(chart.Bytes, await helm.PullAsync("stable/demo", "--version", chart.Version));
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Slashes_too_many_in_the_repository_address_do_no_harm(string version)
    {
        using var helm = new HelmClient(version);
        var chart = await PushAsync(helm, Registry.Private, "0.1.0");
        (await helm.AddAsync("stable", Registry.Private.HelmRepository(Channel) + "/", Registry.Developer)).Succeeded();

        Assert.Equal(chart.Bytes, await helm.PullAsync("stable/demo"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_chart_outlives_a_restart_of_the_registry(string version)
    {
        using var helm = new HelmClient(version);
        await using var own = await RegistryProcess.StartAsync();
        (await own.RunAsync("user", "create", "devi", "--email", "devi@example.com", "--password", "Correct-horse-devi-7")).Succeeded();
        var token = (await own.RunAsync("token", "create", "--user", "devi", "--name", "tests", "--scopes", "api")).Succeeded().Output.Trim();
        var id = (await own.RunAsync("project", "create", "acme/charts", "--visibility", "public")).Succeeded().Output.Trim();
        (await own.RunAsync("member", "add", "acme/charts", "devi", "developer")).Succeeded();
        var chart = await TestChart.CreateAsync(helm, "demo", "0.1.0");
        var pushed = await Curl.UploadChartAsync(chart.File, new TestProject(own.Address, id, "acme/charts").HelmUpload("stable"), new Credentials("devi", token));
        pushed.Result.Succeeded();

        Assert.Equal(0, await own.StopAsync());
        await own.StartAgainAsync();

        (await helm.AddAsync("stable", new TestProject(own.Address, id, "acme/charts").HelmRepository("stable"), credentials: null)).Succeeded();
        Assert.Equal(chart.Bytes, await helm.PullAsync("stable/demo"));
        (await own.RunAsync("verify")).Succeeded();
    }

    private static async Task<string[]> SearchAsync(HelmClient helm, params string[] options)
    {
        var found = (await helm.RunAsync(["search", "repo", "stable/demo", "--output", "json", .. options])).Succeeded();
        using var rows = JsonDocument.Parse(found.Output);
        return [.. rows.RootElement.EnumerateArray().Select(row => row.GetProperty("version").GetString()!)];
    }
}
