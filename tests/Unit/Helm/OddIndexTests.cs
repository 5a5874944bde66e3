using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Helm;

/// <summary>What must never shut everybody out of a channel.</summary>
public sealed class OddIndexTests
{
    [Theory]
    [InlineData("description: \"😀 \\\\/ \\\\uD83D \\u2028\"\n")]
    [InlineData("appVersion: 1.10\nkeywords: [yes, 0x10, ~x]\nannotations: {on: off, 1: 2, nothing: null}\n")]
    [InlineData("unheardOf: 1\nname2: x\nmaintainers: [{name: a, nick: b}]\n")]
    [InlineData("dependencies: [{name: db, version: 1.0.0, repository: \"@x\", import-values: [a, {child: b, parent: c}], tags: [x], enabled: false, unheardOf: 1}]\n")]
    [InlineData("deprecated: true\nhome: ''\nsources: []\nicon: null\n")]
    public async Task An_odd_chart_leaves_an_index_that_the_strictest_helm_reads(string more)
    {
        await using var stage = await Stage.CreateAsync();

        Assert.Equal(201, (await stage.UploadAsync(TestCharts.Package(more: more))).Status);

        Assert.Contains("mychart-0.1.0.tgz", (await stage.GetAsync("/stable/index.yaml")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/gzip,application/octet-stream")]
    [InlineData("text/html")]
    [InlineData("*/*;q=0")]
    public async Task Whatever_a_client_accepts_it_gets_what_there_is(string? accept)
    {
        await using var stage = await Stage.CreateAsync();
        await stage.UploadAsync(TestCharts.Package());
        foreach (var (path, type) in ((string, string)[])[("/stable/index.yaml", "text/yaml"), ("/stable/charts/mychart-0.1.0.tgz", "application/octet-stream")])
        {
            var answer = await stage.GetAsync(path, headers => headers.TryAddWithoutValidation("Accept", accept));

            Assert.Equal((200, type), (answer.Status, answer.Header("Content-Type")));
        }
    }

    [Theory]
    [InlineData("with.dot", 200)]
    [InlineData("a_b-c", 200)]
    [InlineData("1", 200)]
    [InlineData("-a", 400)]
    [InlineData("index.yaml", 400)]
    [InlineData("{256}", 400)]
    public async Task A_channels_name_is_letters_and_digits_with_single_separators(string channel, int status)
    {
        await using var stage = await Stage.CreateAsync();
        var name = channel.Replace("{256}", new string('a', 256), StringComparison.Ordinal);

        Assert.Equal(status, (await stage.GetAsync($"/{name}/index.yaml")).Status);
        Assert.Equal(status == 200 ? 201 : 400, (await stage.UploadAsync(TestCharts.Package(), name)).Status);
    }

    [Theory, EveryEngine]
    public async Task A_version_that_a_strange_hand_wrote_into_the_rows_is_left_out(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        await stage.UploadAsync(TestCharts.Package());
        await stage.UploadAsync(TestCharts.Package(version: "0.2.0"));
        await SetAsync(stage, "0.2.0", packages => packages.ExecuteUpdateAsync(set => set.SetProperty(package => package.Version, "latest")));

        foreach (var index in (string[])[$"{stage.Helm}/stable/index.yaml", "/api/v4/groups/acme/-/packages/helm/stable/index.yaml"])
        {
            var answer = await stage.Registry.GetAsync(index, stage.Token);
            Assert.Equal(200, answer.Status);
            Assert.Contains("version: \"0.1.0\"", answer.Text, StringComparison.Ordinal);
            Assert.Equal(1, answer.Text.Split("digest:").Length - 1);
        }

        Assert.Contains("mychart-0.1.0.tgz", (await stage.GetAsync("/stable/charts/mychart.tgz")).Header("Content-Disposition"), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task A_version_in_error_is_neither_shown_nor_served(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        await stage.UploadAsync(TestCharts.Package());
        await stage.UploadAsync(TestCharts.Package(version: "0.2.0"));
        await SetAsync(stage, "0.2.0", packages => packages.ExecuteUpdateAsync(set => set.SetProperty(package => package.Status, PackageStatus.Error)));

        Assert.DoesNotContain("0.2.0", (await stage.GetAsync("/stable/index.yaml")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await stage.GetAsync("/stable/charts/mychart-0.2.0.tgz")).Status);
        Assert.Equal(200, (await stage.GetAsync("/stable/charts/mychart-0.1.0.tgz")).Status);
    }

    private static async Task SetAsync(Stage stage, string version, Func<IQueryable<Package>, Task<int>> change)
    {
        await using var database = stage.Registry.Open();
        Assert.Equal(1, await change(database.Packages.Where(package => package.Version == version)));
    }
}
