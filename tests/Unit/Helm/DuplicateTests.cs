using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Web.Packages;
using Xunit;

namespace Registry.Unit.Helm;

/// <summary>A project that refuses duplicates: one content for a version, in all channels.</summary>
public sealed class DuplicateTests
{
    private const string Refusal = "409 Conflict - mychart 0.1.0 exists, and the project refuses other bytes for it: publish a new version";

    [Theory, EveryEngine]
    public async Task Other_bytes_for_a_version_are_refused_where_the_project_says_so(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        var (first, other) = (TestCharts.Package(), TestCharts.Package(more: "description: other\n"));
        await RefuseAsync(stage);

        Assert.Equal(201, (await stage.UploadAsync(first)).Status);
        Assert.Equal(201, (await stage.UploadAsync(first)).Status);
        Assert.Equal($$"""409 {"message":"{{Refusal}}","error":"{{Refusal}}"}""", (await stage.UploadAsync(other)).ToString());
        Assert.Equal(409, (await stage.UploadAsync(other, "test")).Status);
        Assert.Equal(201, (await stage.UploadAsync(first, "test")).Status);
        Assert.Equal(409, (await stage.Registry.SendAsync(HttpMethod.Post, $"{stage.Helm}/api/stable/charts?force", stage.Token, RunningRegistry.Form(other))).Status);
        Assert.Equal(201, (await stage.UploadAsync(TestCharts.Package(version: "0.2.0"))).Status);

        Assert.Equal(first, (await stage.GetAsync("/stable/charts/mychart-0.1.0.tgz")).Bytes);
        Assert.Equal(first, (await stage.GetAsync("/test/charts/mychart-0.1.0.tgz")).Bytes);
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(stage.Registry.DataDirectory, "blobs"), "*", SearchOption.AllDirectories).Count());
    }

    [Theory, EveryEngine]
    public async Task Of_many_at_once_one_wins(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        await RefuseAsync(stage);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => stage.UploadAsync(TestCharts.Package(more: $"description: upload {i}\n"))));

        Assert.Equal([201, .. Enumerable.Repeat(409, 11)], answers.Select(answer => answer.Status).Order());
        await using var database = stage.Registry.Open();
        Assert.Equal(1, await database.PackageFiles.CountAsync());
    }

    [Fact]
    public async Task Force_is_taken_where_duplicates_are_allowed()
    {
        await using var stage = await Stage.CreateAsync();
        await stage.UploadAsync(TestCharts.Package());

        foreach (var force in (string[])["?force", "?force=", "?force=true"])
        {
            var form = RunningRegistry.Form(TestCharts.Package(more: $"description: \"{force}\"\n"));
            Assert.Equal(201, (await stage.Registry.SendAsync(HttpMethod.Post, $"{stage.Helm}/api/stable/charts{force}", stage.Token, form)).Status);
        }
    }

    private static Task RefuseAsync(Stage stage) =>
        stage.Registry.Services.GetRequiredService<DuplicateRule>().SetAsync(stage.Id, PackageType.Helm, allows: false, RunningRegistry.Operator, CancellationToken.None);
}
