using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Helm;

public class ChartFilesTests
{
    private const string Address = "/stable/charts/mychart-0.1.0.tgz";
    private const string Newest = "/stable/charts/mychart.tgz";

    [Theory]
    [EveryEngine]
    public async Task A_download_is_never_older_than_its_request(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        for (var upload = 0; upload < 5; upload++)
        {
            var chart = TestCharts.Package(more: $"description: upload {upload}\n");
            await stage.UploadAsync(chart);

            Assert.Equal(chart, (await stage.GetAsync(Address)).Bytes);
            Assert.Equal(chart, (await stage.GetAsync(Newest)).Bytes);
        }

        var newer = TestCharts.Package(version: "0.2.0");
        await stage.UploadAsync(newer);
        Assert.Equal(newer, (await stage.GetAsync(Newest)).Bytes);
    }

    [Theory]
    [EveryEngine]
    public async Task What_is_removed_is_gone_at_once_and_comes_back_at_once(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        await stage.UploadAsync(TestCharts.Package());
        Assert.Equal(200, (await stage.GetAsync(Address)).Status);

        await SetAsync(stage, PackageStatus.PendingDestruction);
        Assert.Equal(404, (await stage.GetAsync(Address)).Status);

        await SetAsync(stage, PackageStatus.Default);
        Assert.Equal(200, (await stage.GetAsync(Address)).Status);
    }

    [Fact]
    public async Task A_chart_that_is_too_large_for_memory_is_answered_alike()
    {
        await using var stage = await Stage.CreateAsync();
        var noise = Convert.ToHexString(RandomNumberGenerator.GetBytes(400 * 1024));
        var chart = TestCharts.Package(files: ("files/noise", noise));
        Assert.True(chart.Length > 256 * 1024);
        await stage.UploadAsync(chart);

        var whole = await stage.GetAsync(Address);
        var part = await stage.GetAsync(Address, headers => headers.Range = new RangeHeaderValue(10, 19));
        var held = await stage.GetAsync(Address, headers => headers.TryAddWithoutValidation("If-None-Match", whole.Header("ETag")));

        Assert.Equal(chart, whole.Bytes);
        Assert.Equal((206, 304), (part.Status, held.Status));
        Assert.Equal(chart[10..20], part.Bytes);
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(chart))}\"", whole.Header("ETag"));
        Assert.Equal("attachment; filename=mychart-0.1.0.tgz; filename*=UTF-8''mychart-0.1.0.tgz", whole.Header("Content-Disposition"));
    }

    private static async Task SetAsync(Stage stage, PackageStatus status)
    {
        await using var database = stage.Registry.Open();
        (await database.Packages.SingleAsync()).Status = status;
        await database.SaveChangesAsync();
    }
}
