using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Web.Packages;
using Xunit;

namespace Registry.Unit.Helm;

/// <summary>What the Helm routes answer to who is let in.</summary>
public sealed class HelmEndpointsTests
{
    [Theory, EveryEngine]
    public async Task An_index_shows_an_upload_at_the_very_next_request(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        var empty = await stage.GetAsync("/stable/index.yaml");
        var chart = TestCharts.Package("web", "1.2.3", "description: \"A \\\"chart\\\"\"\nappVersion: \"1.10\"\n");

        var uploaded = await stage.UploadAsync(chart);
        var index = await stage.GetAsync("/stable/index.yaml");

        Assert.Equal(
            $"""
            ---
            apiVersion: v1
            entries: {"{}"}
            generated: "1970-01-01T00:00:00.000000000Z"
            serverInfo:
              contextPath: "/api/v4/projects/{stage.Id}/packages/helm"

            """.ReplaceLineEndings("\n"),
            empty.Text);
        Assert.Equal("""201 {"message":"201 Created"}""", uploaded.ToString());
        Assert.Equal("application/json; charset=utf-8", uploaded.Header("Content-Type"));
        var created = await stage.CreatedAsync();
        Assert.Equal(
            $"""
            ---
            apiVersion: v1
            entries:
              "web":
              - apiVersion: "v2"
                name: "web"
                version: "1.2.3"
                appVersion: "1.10"
                description: "A \"chart\""
                created: "{created}"
                digest: "{Convert.ToHexStringLower(SHA256.HashData(chart))}"
                urls:
                - "charts/web-1.2.3.tgz"
            generated: "{created}"
            serverInfo:
              contextPath: "/api/v4/projects/{stage.Id}/packages/helm"

            """.ReplaceLineEndings("\n"),
            index.Text);
        Assert.Equal("text/yaml", index.Header("Content-Type"));
        Assert.Equal("private, no-cache", index.Header("Cache-Control"));
    }

    [Fact]
    public async Task An_index_is_answered_304_while_it_has_not_changed()
    {
        await using var stage = await Stage.CreateAsync();
        await stage.UploadAsync(TestCharts.Package());
        var first = await stage.GetAsync("/stable/index.yaml");
        var tag = first.Header("ETag")!;

        var again = await stage.GetAsync("/stable/index.yaml", headers => headers.TryAddWithoutValidation("If-None-Match", $"\"other\", {tag}"));
        await stage.UploadAsync(TestCharts.Package(version: "0.2.0"), "test");
        var otherChannelChanged = await stage.GetAsync("/stable/index.yaml", headers => headers.TryAddWithoutValidation("If-None-Match", tag));
        await stage.UploadAsync(TestCharts.Package(version: "0.2.0"));
        var changed = await stage.GetAsync("/stable/index.yaml", headers => headers.TryAddWithoutValidation("If-None-Match", tag));

        Assert.Matches("^\"[0-9a-f]{32}\"$", tag);
        Assert.Equal((304, ""), (again.Status, again.Text));
        Assert.Equal(tag, again.Header("ETag"));
        Assert.Equal(304, otherChannelChanged.Status);
        Assert.Equal(200, changed.Status);
        Assert.NotEqual(tag, changed.Header("ETag"));
    }

    [Fact]
    public async Task An_index_is_gzipped_only_for_who_asks()
    {
        await using var stage = await Stage.CreateAsync();
        await stage.UploadAsync(TestCharts.Package());
        var plain = await stage.GetAsync("/stable/index.yaml");

        var packed = await stage.GetAsync("/stable/index.yaml", headers => headers.AcceptEncoding.ParseAdd("gzip"));
        var refused = await stage.GetAsync("/stable/index.yaml", headers => headers.AcceptEncoding.ParseAdd("gzip;q=0"));

        Assert.Equal("gzip", packed.Header("Content-Encoding"));
        Assert.Equal(plain.Bytes, Unpack(packed.Bytes));
        Assert.NotEqual(plain.Header("ETag"), packed.Header("ETag"));
        Assert.Equal("Accept-Encoding, Authorization", packed.Header("Vary"));
        Assert.Null(refused.Header("Content-Encoding"));
        Assert.Equal(plain.Bytes, refused.Bytes);
    }

    [Fact]
    public async Task HEAD_answers_as_GET_does_without_the_body()
    {
        await using var stage = await Stage.CreateAsync();
        await stage.UploadAsync(TestCharts.Package());
        foreach (var path in (string[])["/stable/index.yaml", "/stable/charts/mychart-0.1.0.tgz"])
        {
            var get = await stage.GetAsync(path);
            var head = await stage.Registry.SendAsync(HttpMethod.Head, stage.Helm + path, stage.Token);

            Assert.Equal((200, ""), (head.Status, head.Text));
            foreach (var header in (string[])["ETag", "Content-Type", "Content-Length", "Cache-Control", "Content-Disposition"])
            {
                Assert.Equal(get.Header(header), head.Header(header));
            }
        }
    }

    [Theory, EveryEngine]
    public async Task Of_several_files_of_a_version_the_newest_is_served_in_each_channel(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        var (a, b, other) = (TestCharts.Package(more: "description: a\n"), TestCharts.Package(more: "description: b\n"), TestCharts.Package(more: "description: c\n"));
        await stage.UploadAsync(a);
        await stage.UploadAsync(other, "test");
        await stage.UploadAsync(b);

        Assert.Equal(b, (await stage.GetAsync("/stable/charts/mychart-0.1.0.tgz")).Bytes);
        Assert.Equal(other, (await stage.GetAsync("/test/charts/mychart-0.1.0.tgz")).Bytes);
        await stage.UploadAsync(a);
        Assert.Equal(a, (await stage.GetAsync("/stable/charts/mychart-0.1.0.tgz")).Bytes);

        var index = (await stage.GetAsync("/stable/index.yaml")).Text;
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(a)), index, StringComparison.Ordinal);
        Assert.Equal(1, index.Split("digest:").Length - 1);
        await using var database = stage.Registry.Open();
        Assert.Equal(1, await database.Packages.CountAsync());
        Assert.Equal(4, await database.PackageFiles.CountAsync());
    }

    [Theory, EveryEngine]
    public async Task The_same_bytes_again_are_taken_and_add_nothing(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        await stage.UploadAsync(TestCharts.Package());
        var before = await stage.GetAsync("/stable/index.yaml");

        var again = await stage.UploadAsync(TestCharts.Package());

        Assert.Equal("""201 {"message":"201 Created"}""", again.ToString());
        Assert.Equal(before.Text, (await stage.GetAsync("/stable/index.yaml")).Text);
        await using var database = stage.Registry.Open();
        Assert.Equal(1, await database.PackageFiles.CountAsync());
    }

    [Theory, EveryEngine]
    public async Task Many_publishers_at_once_lose_nothing(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i =>
            stage.UploadAsync(TestCharts.Package("web", $"1.0.{i / 2}", $"description: upload {i}\n"), i % 3 == 0 ? "test" : "stable")));

        Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        var shown = await Task.WhenAll(((string[])["stable", "test"]).Select(channel => stage.GetAsync($"/{channel}/index.yaml")));
        var expected = Enumerable.Range(0, 24).Select(i => (i % 3 == 0 ? "test" : "stable", i / 2)).Distinct().Count();
        Assert.Equal(expected, shown.Sum(index => index.Text.Split("digest:").Length - 1));
        await using var database = stage.Registry.Open();
        Assert.Equal(12, await database.Packages.CountAsync());
        Assert.Equal(24, await database.PackageFiles.CountAsync());
    }

    [Fact]
    public async Task A_chart_is_an_attachment_with_ranges_and_its_digest_as_tag()
    {
        await using var stage = await Stage.CreateAsync();
        var chart = TestCharts.Package();
        await stage.UploadAsync(chart);

        var whole = await stage.GetAsync("/stable/charts/mychart-0.1.0.tgz");
        var part = await stage.GetAsync("/stable/charts/mychart-0.1.0.tgz", headers => headers.Range = new RangeHeaderValue(10, 19));
        var held = await stage.GetAsync("/stable/charts/mychart-0.1.0.tgz", headers => headers.TryAddWithoutValidation("If-None-Match", whole.Header("ETag")));

        Assert.Equal(chart, whole.Bytes);
        Assert.Equal("application/octet-stream", whole.Header("Content-Type"));
        Assert.Equal("private, no-cache", whole.Header("Cache-Control"));
        Assert.Equal("attachment; filename=mychart-0.1.0.tgz; filename*=UTF-8''mychart-0.1.0.tgz", whole.Header("Content-Disposition"));
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(chart))}\"", whole.Header("ETag"));
        Assert.Equal(206, part.Status);
        Assert.Equal(chart[10..20], part.Bytes);
        Assert.Equal((304, ""), (held.Status, held.Text));
    }

    [Fact]
    public async Task A_name_without_a_version_answers_the_newest_version_of_the_channel()
    {
        await using var stage = await Stage.CreateAsync();
        foreach (var version in (string[])["1.9.0", "1.10.0", "1.2.0"])
        {
            await stage.UploadAsync(TestCharts.Package("web-app", version));
        }

        var newest = await stage.GetAsync("/stable/charts/web-app.tgz");

        Assert.Equal(200, newest.Status);
        Assert.Equal("attachment; filename=web-app-1.10.0.tgz; filename*=UTF-8''web-app-1.10.0.tgz", newest.Header("Content-Disposition"));
        Assert.DoesNotContain("charts/web-app.tgz", (await stage.GetAsync("/stable/index.yaml")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await stage.GetAsync("/test/charts/web-app.tgz")).Status);
    }

    [Theory]
    [InlineData("/stable/charts/other-0.1.0.tgz", """404 {"message":"404 Package Not Found"}""")]
    [InlineData("/test/charts/mychart-0.1.0.tgz", """404 {"message":"404 Package Not Found"}""")]
    [InlineData("/stable/charts/mychart-0.1.0.tgz.prov", """404 {"message":"404 Format prov Not Found"}""")]
    [InlineData("/stable/charts/mychart-0.1.0.zip", """404 {"message":"404 Not Found"}""")]
    [InlineData("/stable/charts/a/b.tgz", """404 {"message":"404 Not Found"}""")]
    [InlineData("/sta..ble/index.yaml", """400 {"error":"channel is invalid"}""")]
    [InlineData("/h%C3%A9/index.yaml", """400 {"error":"channel is invalid"}""")]
    [InlineData("/.stable/charts/mychart-0.1.0.tgz", """400 {"error":"channel is invalid"}""")]
    [InlineData("/a%2Fb/index.yaml", """400 {"error":"channel is invalid"}""")]
    public async Task What_is_not_there_is_refused_in_GitLabs_words(string path, string answer)
    {
        await using var stage = await Stage.CreateAsync();
        await stage.UploadAsync(TestCharts.Package());

        Assert.Equal(answer, (await stage.GetAsync(path)).ToString());
    }

    [Fact]
    public async Task A_download_is_noted_and_a_HEAD_is_not()
    {
        await using var stage = await Stage.CreateAsync();
        await stage.UploadAsync(TestCharts.Package());
        var downloads = stage.Registry.Services.GetRequiredService<PackageDownloads>();

        await stage.Registry.SendAsync(HttpMethod.Head, $"{stage.Helm}/stable/charts/mychart-0.1.0.tgz", stage.Token);
        await downloads.FlushAsync(CancellationToken.None);
        Assert.Null((await PackageAsync()).LastDownloadedAt);

        var before = DateTimeOffset.UtcNow.AddMilliseconds(-1);
        await stage.GetAsync("/stable/charts/mychart-0.1.0.tgz");
        await downloads.FlushAsync(CancellationToken.None);
        Assert.InRange((await PackageAsync()).LastDownloadedAt!.Value, before, DateTimeOffset.UtcNow);

        async Task<Package> PackageAsync()
        {
            await using var database = stage.Registry.Open();
            return await database.Packages.AsNoTracking().SingleAsync();
        }
    }

    [Theory, EveryEngine]
    public async Task A_job_leaves_its_pipeline_on_what_it_published(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        var job = await stage.Registry.OpenJobAsync(stage.Id, stage.User);

        var answer = await stage.Registry.UploadAsync(stage.Project, TestCharts.Package(), job);

        Assert.Equal(201, answer.Status);
        await using var database = stage.Registry.Open();
        var pipeline = await database.Pipelines.SingleAsync();
        Assert.Equal(pipeline.Id, (await database.PackagePipelines.SingleAsync()).PipelineId);
        var file = await database.PackageFiles.SingleAsync();
        Assert.Equal(pipeline.Id, file.PipelineId);
        Assert.Equal((ActorKind.Job, stage.User.UserName), (file.Creator.Kind, file.Creator.Name));
        var audit = await database.AuditEvents.SingleAsync(e => e.Action == "package.publish");
        Assert.Equal(("mychart 0.1.0", stage.Id, "127.0.0.1"), (audit.Target, audit.ProjectId, audit.Address));
    }

    private static byte[] Unpack(byte[] gzip)
    {
        using var unpacked = new MemoryStream();
        using (var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress))
        {
            stream.CopyTo(unpacked);
        }

        return unpacked.ToArray();
    }
}
