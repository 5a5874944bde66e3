using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Web.Packages;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>GET /projects/:id/packages/:package_id/package_files and the bytes of one.</summary>
public sealed class PackageFileTests
{
    [Theory, EveryEngine]
    public async Task Files_come_with_their_sums_and_the_pipeline_that_published_them(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var (job, pipeline) = await shelf.OpenJobAsync();
        var (first, second) = (TestCharts.Package(), TestCharts.Package(more: "description: again\n"));
        await shelf.Registry.UploadAsync(shelf.Shelf.Api, first, shelf.Token);
        await shelf.Registry.UploadAsync(shelf.Shelf.Api, second, job);
        await shelf.SetTimesAsync();

        var answer = await shelf.GetAsync("/packages/1/package_files");

        Assert.Equal(
            ReadShelf.Ok($$"""
                [{"id":1,"package_id":1,"created_at":"2026-07-14T09:30:00.007Z","file_name":"mychart-0.1.0.tgz",{{Sums(first)}},"pipelines":[]},
                 {"id":2,"package_id":1,"created_at":"2026-07-14T09:30:00.007Z","file_name":"mychart-0.1.0.tgz",{{Sums(second)}},
                  "pipeline":{{shelf.Pipeline(pipeline)}},"pipelines":[{{shelf.Pipeline(pipeline)}}]}]
                """),
            answer.ToString());
        Assert.Equal(("2", "1"), (answer.Header("X-Total"), answer.Header("X-Total-Pages")));
    }

    [Theory, EveryEngine]
    public async Task Files_are_paged_and_ordered_and_without_the_deleted(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var id = await shelf.Shelf.ChartAsync();
        await shelf.Shelf.ChartAsync(more: "description: 2\n");
        await shelf.Shelf.ChartAsync(more: "description: 3\n");
        await shelf.Shelf.ChartAsync(more: "description: 4\n");
        await using (var database = shelf.Registry.Open())
        {
            var files = await database.PackageFiles.OrderBy(file => file.Id).ToListAsync();
            (files[0].FileName, files[0].CreatedAt) = ("b.tgz", ReadShelf.Time.AddDays(1));
            (files[1].FileName, files[1].CreatedAt) = ("B.tgz", ReadShelf.Time.AddDays(2));
            (files[2].FileName, files[2].CreatedAt) = ("a.tgz", ReadShelf.Time);
            files[3].Status = PackageFileStatus.PendingDestruction;
            await database.SaveChangesAsync();
        }

        async Task<string> ListAsync(string query)
        {
            var answer = await shelf.GetAsync($"/packages/{id}/package_files{query}");
            Assert.True(answer.Status == 200, answer.ToString());
            return string.Join(' ', System.Text.Json.Nodes.JsonNode.Parse(answer.Text)!.AsArray().Select(file => (string)file!["file_name"]!));
        }

        Assert.Equal("b.tgz B.tgz a.tgz", await ListAsync(""));
        Assert.Equal("b.tgz B.tgz", await ListAsync("?per_page=2"));
        Assert.Equal("a.tgz", await ListAsync("?per_page=2&page=2"));
        Assert.Equal("b.tgz B.tgz a.tgz", await ListAsync("?order_by=id&sort=asc"));
        Assert.Equal("a.tgz B.tgz b.tgz", await ListAsync("?sort=desc"));
        Assert.Equal("a.tgz b.tgz B.tgz", await ListAsync("?order_by=created_at"));
        Assert.Equal("B.tgz b.tgz a.tgz", await ListAsync("?order_by=created_at&sort=desc"));
        Assert.Equal("B.tgz a.tgz b.tgz", await ListAsync("?order_by=file_name"));
        Assert.Equal("b.tgz a.tgz B.tgz", await ListAsync("?order_by=file_name&sort=desc"));
        Assert.Equal("""400 {"error":"order_by does not have a valid value"}""", (await shelf.GetAsync($"/packages/{id}/package_files?order_by=size")).ToString());
        Assert.Equal("""404 {"message":"404 Not found"}""", (await shelf.GetAsync($"/packages/{id}/package_files/4/download")).ToString());
    }

    [Theory, EveryEngine]
    public async Task A_file_is_downloaded_as_it_was_uploaded(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var chart = TestCharts.Package();
        await shelf.Registry.UploadAsync(shelf.Shelf.Api, chart, shelf.Token);
        var other = await shelf.Shelf.NpmAsync("web", "1.0.0");
        var address = $"{shelf.Shelf.Api}/packages/1/package_files/1/download";
        var downloads = shelf.Registry.Services.GetRequiredService<PackageDownloads>();

        var head = await shelf.GetFromAsync(address, shelf.Token, HttpMethod.Head);
        Assert.Equal((200, 0, $"{chart.Length}"), (head.Status, head.Bytes.Length, head.Header("Content-Length")));
        await downloads.FlushAsync(CancellationToken.None);
        Assert.Contains("\"last_downloaded_at\":null", (await shelf.GetAsync("/packages/1")).Text, StringComparison.Ordinal);

        var answer = await shelf.GetFromAsync(address, shelf.Token);
        Assert.Equal(chart, answer.Bytes);
        Assert.Equal(
            (200, "application/octet-stream", "attachment; filename=mychart-0.1.0.tgz; filename*=UTF-8''mychart-0.1.0.tgz", $"\"{Convert.ToHexStringLower(SHA256.HashData(chart))}\""),
            (answer.Status, answer.Header("Content-Type"), answer.Header("Content-Disposition"), answer.Header("ETag")));
        await downloads.FlushAsync(CancellationToken.None);
        Assert.Contains("\"last_downloaded_at\":\"20", (await shelf.GetAsync("/packages/1")).Text, StringComparison.Ordinal);

        var part = await shelf.Registry.SendAsync(HttpMethod.Get, address, shelf.Token, headers: headers => headers.Range = new(2, 5));
        Assert.Equal((206, $"bytes 2-5/{chart.Length}"), (part.Status, part.Header("Content-Range")));
        Assert.Equal(chart[2..6], part.Bytes);
        foreach (var (package, file) in ((string, string)[])[("0", "1"), ("1", "0"), ($"{other}", "1"), ("1", "2")])
        {
            Assert.Equal("""404 {"message":"404 Not found"}""", (await shelf.GetAsync($"/packages/{package}/package_files/{file}/download")).ToString());
        }

        Assert.Equal("""400 {"error":"package_file_id is invalid"}""", (await shelf.GetAsync("/packages/1/package_files/x/download")).ToString());
        Assert.Equal(chart, (await shelf.GetFromAsync("/api/v4/projects/acme%2Ftools%2Fweb/packages/1/package_files/1/download", shelf.Token)).Bytes);
    }

    [Theory, EveryEngine]
    public async Task Downloads_over_the_API_are_for_whom_the_lists_are(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var id = await shelf.Shelf.ChartAsync();
        await using (var database = shelf.Registry.Open())
        {
            (await database.Projects.SingleAsync()).AnyoneMayPull = true; // with a client, not here
            await database.SaveChangesAsync();
        }

        var (reporter, guest) = (await shelf.Shelf.MemberAsync(AccessLevel.Reporter), await shelf.Shelf.MemberAsync(AccessLevel.Guest));
        foreach (var address in (string[])[$"{shelf.Shelf.Api}/packages/{id}/package_files", $"{shelf.Shelf.Api}/packages/{id}/package_files/1/download"])
        {
            Assert.Equal(200, (await shelf.GetFromAsync(address, reporter)).Status);
            Assert.Equal("""403 {"message":"403 Forbidden"}""", (await shelf.GetFromAsync(address, guest)).ToString());
            Assert.Equal("""404 {"message":"404 Project Not Found"}""", (await shelf.GetFromAsync(address, null)).ToString());
        }
    }

#pragma warning disable CA5350, CA5351 // GitLab shows SHA-1 and MD5.
    private static string Sums(byte[] bytes) =>
        $"\"size\":{bytes.Length},\"file_md5\":\"{Hex(MD5.HashData(bytes))}\",\"file_sha1\":\"{Hex(SHA1.HashData(bytes))}\","
        + $"\"file_sha256\":\"{Hex(SHA256.HashData(bytes))}\",\"file_sha512\":\"{Hex(SHA512.HashData(bytes))}\"";
#pragma warning restore CA5350, CA5351

    private static string Hex(byte[] sum) => Convert.ToHexStringLower(sum);
}
