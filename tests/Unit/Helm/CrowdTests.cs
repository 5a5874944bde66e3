using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Unit.Archives;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Helm;

/// <summary>Many at once, and archives that want too much. The limits of time are far above what it takes.</summary>
public sealed class CrowdTests
{
    private const int MiB = 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory, EveryEngine]
    public async Task Of_fifty_uploads_of_a_version_at_once_the_index_shows_the_one_that_is_served(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        byte[][] charts = [.. Enumerable.Range(0, 50).Select(i => TestCharts.Package(more: $"description: upload {i}\n"))];

        var answers = await Task.WhenAll(charts.Select(chart => stage.UploadAsync(chart)));

        Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        var index = (await stage.GetAsync("/stable/index.yaml")).Text;
        var served = (await stage.GetAsync("/stable/charts/mychart-0.1.0.tgz")).Bytes;
        Assert.Equal(1, index.Split("digest:").Length - 1);
        Assert.Contains($"digest: \"{Convert.ToHexStringLower(SHA256.HashData(served))}\"", index, StringComparison.Ordinal);
        Assert.Contains(charts, chart => chart.AsSpan().SequenceEqual(served));
        await using var database = stage.Registry.Open();
        Assert.Equal(1, await database.Packages.CountAsync());
        Assert.Equal(50, await database.PackageFiles.CountAsync());
    }

    [Theory, EveryEngine]
    public async Task Five_hundred_charts_by_many_publishers_are_all_there_each_at_the_next_request(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);

        await Parallel.ForAsync(0, 500, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            Assert.Equal(201, (await stage.UploadAsync(TestCharts.Package($"chart-{i % 50}", $"1.0.{i / 50}"))).Status);
            if (i % 10 == 0)
            {
                Assert.Contains($"\"charts/chart-{i % 50}-1.0.{i / 50}.tgz\"", (await stage.GetAsync("/stable/index.yaml")).Text, StringComparison.Ordinal);
            }
        });

        var index = (await stage.GetAsync("/stable/index.yaml")).Text;
        Assert.Equal(500, index.Split("digest:").Length - 1);
    }

    [Theory, EveryEngine]
    public async Task Readers_are_answered_while_others_publish_and_never_see_less_than_before(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);

        var publishing = Parallel.ForAsync(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
            Assert.Equal(201, (await stage.UploadAsync(TestCharts.Package(version: $"1.0.{i}"))).Status));
        var reading = Parallel.ForAsync(0, 8, async (_, _) =>
        {
            var seen = 0;
            for (var i = 0; i < 50; i++)
            {
                var answer = await stage.GetAsync("/stable/index.yaml");
                Assert.Equal(200, answer.Status);
                var shown = answer.Text.Split("digest:").Length - 1;
                Assert.True(shown >= seen, $"{shown} after {seen}");
                seen = shown;
            }
        });

        await Task.WhenAll(publishing, reading).WaitAsync(Limit);
    }

    [Fact]
    public async Task Archives_that_unpack_beyond_the_limits_are_refused_in_time()
    {
        await using var stage = await Stage.CreateAsync();
        foreach (var (chart, reason) in new[]
        {
            (Zeros(30, 4 * MiB), "invalid package file: it holds more than 100 MiB decompressed"),
            (Zeros(1, 512 * MiB), "invalid package file: it holds more than 100 MiB decompressed"),
            (Entries(200_000), "invalid package file: it has more than 10000 entries"),
        })
        {
            Assert.InRange(chart.Length, 1, 5 * MiB);
            Assert.Equal($$"""422 {"message":"{{reason}}","error":"{{reason}}"}""", (await stage.UploadAsync(chart).WaitAsync(Limit)).ToString());
        }

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(stage.Registry.DataDirectory, "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Within_the_limit_no_file_is_too_large_and_nothing_packed_too_well()
    {
        await using var stage = await Stage.CreateAsync();

        Assert.Equal(201, (await stage.UploadAsync(Zeros(1, 6 * MiB)).WaitAsync(Limit)).Status);
        var packed = Zeros(1, 99 * MiB);
        Assert.True(packed.Length < 99 * MiB / 200);
        Assert.Equal(201, (await stage.UploadAsync(packed).WaitAsync(Limit)).Status);
    }

    // Written as it goes: the archive itself would not fit in memory.
    private static byte[] Zeros(int files, int size)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(new TestTar().File("mychart/Chart.yaml", TestCharts.ChartYaml()).ToUnendedTar());
            for (var i = 0; i < files; i++)
            {
                gzip.Write(new TestTar().Entry('0', $"mychart/{i}", declaredSize: size).ToUnendedTar());
                for (var written = 0; written < size; written += MiB)
                {
                    gzip.Write(new byte[Math.Min(MiB, size - written)]);
                }
            }

            gzip.Write(new byte[1024]);
        }

        return packed.ToArray();
    }

    private static byte[] Entries(int count)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(new TestTar().File("mychart/Chart.yaml", TestCharts.ChartYaml()).ToUnendedTar());
            for (var i = 0; i < count; i++)
            {
                gzip.Write(new TestTar().File($"mychart/{i}", "").ToUnendedTar());
            }

            gzip.Write(new byte[1024]);
        }

        return packed.ToArray();
    }
}
