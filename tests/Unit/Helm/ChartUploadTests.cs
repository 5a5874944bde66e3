using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Unit.Archives;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Helm;

/// <summary>What an upload is refused for. A refused one leaves nothing behind: no row, no file, no staging.</summary>
public sealed class ChartUploadTests
{
    [Theory, EveryEngine]
    public async Task What_is_no_usable_chart_is_refused_with_the_reason(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        foreach (var (chart, reason) in new (byte[], string)[]
        {
            ("no archive"u8.ToArray(), "invalid package file"),
            (new TestTar().File("mychart/values.yaml", "a: 1\n").ToTgz(), "Chart.yaml not found within a directory"),
            (TestCharts.Package(version: "1.2"), "Validation failed: Version is invalid"),
            (TestCharts.PackageOf("name: [\n"), "Error while parsing Chart.yaml"),
        })
        {
            var answer = await stage.UploadAsync(chart);

            Assert.Equal(422, answer.Status);
            Assert.StartsWith($$"""{"message":"{{reason}}""", answer.Text, StringComparison.Ordinal);
            Assert.Contains($$""","error":"{{reason}}""", answer.Text, StringComparison.Ordinal);
            await NothingIsLeftAsync(stage);
        }
    }

    [Fact]
    public async Task A_version_of_two_numbers_is_refused_in_GitLabs_words()
    {
        await using var stage = await Stage.CreateAsync();

        var answer = await stage.UploadAsync(TestCharts.Package(version: "1.2"));

        Assert.Equal("""422 {"message":"Validation failed: Version is invalid","error":"Validation failed: Version is invalid"}""", answer.ToString());
    }

    [Fact]
    public async Task A_chart_over_the_limit_is_refused_with_the_limit()
    {
        await using var stage = await Stage.CreateAsync(settings: "--Registry:Helm:MaxChartSize=2000");
        var chart = TestCharts.Package();
        var within = TestCharts.Package().Length;
        Assert.True(within <= 2000);

        var answer = await stage.UploadAsync([.. chart, .. new byte[2001 - within]]);

        const string Reason = "400 Bad request - File is too large: the limit is 2000 bytes";
        Assert.Equal($$"""400 {"message":"{{Reason}}","error":"{{Reason}}"}""", answer.ToString());
        await NothingIsLeftAsync(stage);
        Assert.Equal(201, (await stage.UploadAsync(chart)).Status);
    }

    [Fact]
    public async Task An_archive_that_unpacks_past_the_limit_is_refused()
    {
        await using var stage = await Stage.CreateAsync(settings: "--Registry:Helm:MaxUnpackedSize=5242880");

        var answer = await stage.UploadAsync(TestCharts.Bomb(6 * 1024 * 1024));

        Assert.Equal(422, answer.Status);
        await NothingIsLeftAsync(stage);
    }

    [Fact]
    public async Task A_form_without_the_chart_says_so()
    {
        await using var stage = await Stage.CreateAsync();

        Assert.Equal("""400 {"message":"chart is missing","error":"chart is missing"}""", (await PostAsync(stage, RunningRegistry.Form([1], "file"))).ToString());
        using var note = new MultipartFormDataContent { { new StringContent("x"), "note" } };
        Assert.Equal("""400 {"message":"chart is missing","error":"chart is missing"}""", (await PostAsync(stage, note)).ToString());
        using var text = new MultipartFormDataContent { { new StringContent("mychart-0.1.0.tgz"), "chart" } };
        Assert.Equal("""400 {"message":"400 Bad request - chart is text, not a file: write chart=@<file>","error":"chart is invalid"}""", (await PostAsync(stage, text)).ToString());
        await NothingIsLeftAsync(stage);
    }

    [Fact]
    public async Task Two_charts_in_one_form_are_refused()
    {
        await using var stage = await Stage.CreateAsync();
        var form = RunningRegistry.Form(TestCharts.Package());
        form.Add(new ByteArrayContent(TestCharts.Package()), "chart", "second.tgz");

        var answer = await PostAsync(stage, form);

        Assert.Equal(400, answer.Status);
        Assert.Contains("the form holds more than one 'chart'", answer.Text, StringComparison.Ordinal);
        await NothingIsLeftAsync(stage);
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_refused_by_its_type()
    {
        await using var stage = await Stage.CreateAsync();
        using var body = new ByteArrayContent(TestCharts.Package());
        body.Headers.ContentType = new MediaTypeHeaderValue("application/gzip");

        var answer = await PostAsync(stage, body);

        Assert.Equal(415, answer.Status);
        Assert.Contains("multipart/form-data", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    public async Task A_form_without_a_boundary_is_malformed(string type)
    {
        await using var stage = await Stage.CreateAsync();
        using var body = new StringContent("--x--\r\n");
        body.Headers.Remove("Content-Type");
        body.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await PostAsync(stage, body);

        Assert.Equal(400, answer.Status);
        Assert.Contains("boundary", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_ends_too_early_is_malformed_and_leaves_nothing()
    {
        await using var stage = await Stage.CreateAsync();
        using var body = new ByteArrayContent([.. Encoding.ASCII.GetBytes("--x\r\nContent-Disposition: form-data; name=\"chart\"; filename=\"a.tgz\"\r\n\r\n"), .. TestCharts.Package()]);
        body.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");

        var answer = await PostAsync(stage, body);

        Assert.Equal(400, answer.Status);
        await NothingIsLeftAsync(stage);
    }

    [Fact]
    public async Task A_channel_that_is_none_takes_nothing()
    {
        await using var stage = await Stage.CreateAsync();

        Assert.Equal("""400 {"message":"channel is invalid","error":"channel is invalid"}""", (await stage.UploadAsync(TestCharts.Package(), "-stable")).ToString());
        await NothingIsLeftAsync(stage);
    }

    [Fact]
    public async Task The_clients_file_name_is_not_used()
    {
        await using var stage = await Stage.CreateAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(TestCharts.Package()), "chart", "../../etc/passwd" } };

        Assert.Equal(201, (await PostAsync(stage, form)).Status);

        await using var database = stage.Registry.Open();
        Assert.Equal("mychart-0.1.0.tgz", (await database.PackageFiles.SingleAsync()).FileName);
    }

    private static Task<HttpAnswer> PostAsync(Stage stage, HttpContent body) =>
        stage.Registry.SendAsync(HttpMethod.Post, $"{stage.Helm}/api/stable/charts", stage.Token, body);

    private static async Task NothingIsLeftAsync(Stage stage)
    {
        await using var database = stage.Registry.Open();
        Assert.False(await database.Packages.AnyAsync());
        Assert.False(await database.PackageNames.AnyAsync());
        Assert.False(await database.PackageFiles.AnyAsync());
        Assert.False(await database.Blobs.AnyAsync());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(stage.Registry.DataDirectory, "blobs"), "*", SearchOption.AllDirectories));
    }
}
