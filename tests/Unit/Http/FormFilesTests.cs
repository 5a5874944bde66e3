using System.Security.Cryptography;
using System.Text;
using Registry.Data.Blobs;
using Registry.Tests.Hosting;
using Registry.Unit.Hosting;
using Registry.Web.Http;
using Xunit;

namespace Registry.Unit.Http;

public sealed class FormFilesTests : IAsyncLifetime, IDisposable
{
    private const int Limit = 200_000;
    private const string Broken = "Malformed { Reason = the multipart form is broken or ends too early }";
    private const string TooMuch = "Malformed { Reason = the form holds too much besides 'chart' }";

    private readonly TemporaryDirectory _directory = new();
    private readonly TaskCompletionSource<Exception> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FileBlobStore _blobs = null!;
    private TinyApp _app = null!;

    public async Task InitializeAsync()
    {
        _blobs = new FileBlobStore(_directory.Path).Prepare();
        _app = await TinyApp.StartAsync(app => app.MapPost("/", (Delegate)ReadAsync));
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(Limit)]
    public async Task The_file_of_the_field_is_staged_byte_for_byte_up_to_the_limit(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);

        Assert.Equal($"{size} {Convert.ToHexStringLower(SHA256.HashData(bytes))}", await PostAsync((bytes, "chart", "web-1.0.0.tgz")));
    }

    [Fact]
    public async Task Other_fields_before_and_after_are_skipped()
    {
        Assert.Equal(
            $"3 {Convert.ToHexStringLower(SHA256.HashData("web"u8))}",
            await PostAsync(("x"u8.ToArray(), "force", null), (new byte[60_000], "prov", "web.prov"), ("web"u8.ToArray(), "chart", "web.tgz"), ("y"u8.ToArray(), "Chart", "y.tgz")));
    }

    [Fact]
    public async Task A_quoted_or_bare_field_name_is_the_same() =>
        Assert.StartsWith("3 ", await PostRawAsync("--b\nContent-Disposition: form-data; name=chart; filename=x\n\nweb\n--b--\n", "multipart/form-data; boundary=\"b\""), StringComparison.Ordinal);

    [Fact]
    public async Task A_form_without_the_field_says_so()
    {
        Assert.Equal("none", await PostAsync(("x"u8.ToArray(), "other", "x.tgz")));
        Assert.Equal("none", await PostRawAsync("--b--\n"));
    }

    [Fact]
    public async Task A_file_without_bytes_says_so() => Assert.Equal("Empty { Field = chart }", await PostAsync(([], "chart", "a.tgz")));

    [Fact]
    public async Task A_field_that_is_no_file_says_so() => Assert.Equal("NotAFile { Field = chart }", await PostAsync(("web"u8.ToArray(), "chart", null)));

    [Fact]
    public async Task A_second_file_of_the_field_is_refused() =>
        Assert.Equal("Malformed { Reason = the form holds more than one 'chart' }", await PostAsync(([1], "chart", "a"), ([2], "chart", "b")));

    [Theory]
    [InlineData(Limit + 1)]
    [InlineData(Limit * 10)]
    public async Task A_file_past_the_limit_is_refused(int size) => Assert.Equal($"TooLarge {{ Field = chart, Limit = {Limit} }}", await PostAsync((new byte[size], "chart", "a")));

    [Fact]
    public async Task What_stands_besides_is_bounded_in_one_field_or_in_many()
    {
        Assert.Equal(TooMuch, await PostAsync((new byte[64 * 1024 + 1], "other", "a"), ([1], "chart", "a")));
        Assert.Equal(TooMuch, await PostAsync((new byte[40_000], "other", "a"), ([1], "chart", "a"), (new byte[40_000], "other", "b")));
        Assert.StartsWith("1 ", await PostAsync((new byte[64 * 1024], "other", "a"), ([1], "chart", "a")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--b\nContent-Disposition: form-data; name=\"chart\"; filename=\"x\"\n\nweb")]
    [InlineData("--b\nContent-Disposition: form-data; name=\"chart\"; filename=\"x\"\n\nweb\n--b\n")]
    [InlineData("--b\nContent-Disposition: form-data; name=\"chart\"; filename=\"x\"\n\nweb\n--b\nContent-Disposition: form-data; name=\"other\"\n\n")]
    [InlineData("--b\nContent-Disposition")]
    [InlineData("")]
    [InlineData("no boundary at all\n")]
    public async Task A_form_that_ends_too_early_is_malformed(string body) => Assert.Equal(Broken, await PostRawAsync(body));

    [Fact]
    public async Task Headers_of_a_part_are_bounded() =>
        Assert.Equal(Broken, await PostRawAsync($"--b\nContent-Disposition: form-data; name=\"chart\"; filename=\"x\"\nX: {new string('x', 20_000)}\n\nweb\n--b--\n"));

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/octet-stream")]
    [InlineData("multipart/mixed; boundary=b")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task Anything_but_a_multipart_form_is_none(string? contentType) => Assert.Equal("NotAForm { }", await PostRawAsync("--b--\n", contentType));

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    [InlineData("multipart/form-data; boundary={201}")]
    public async Task A_boundary_must_be_there_and_short(string contentType) =>
        Assert.Equal(
            "Malformed { Reason = the multipart boundary is missing or too long }",
            await PostRawAsync("--b--\n", contentType.Replace("{201}", new string('b', 201), StringComparison.Ordinal)));

    [Fact]
    public async Task A_client_that_goes_away_leaves_nothing_behind()
    {
        await _app.SendRawAsync(
            """
            POST / HTTP/1.1
            Host: registry.example.com
            Content-Type: multipart/form-data; boundary=b
            Content-Length: 100000

            --b
            Content-Disposition: form-data; name="chart"; filename="x"

            web
            """,
            goAway: true);

        Assert.True(await _failed.Task.WaitAsync(TimeSpan.FromSeconds(30)) is IOException or OperationCanceledException);
        Assert.Empty(Staged());
    }

    private string[] Staged() => Directory.GetFiles(Path.Combine(_directory.Path, "staging"));

    private async Task<string> PostAsync(params (byte[] Bytes, string Name, string? FileName)[] parts)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (bytes, name, fileName) in parts)
        {
            var part = new ByteArrayContent(bytes);
            if (fileName is null)
            {
                form.Add(part, name);
            }
            else
            {
                form.Add(part, name, fileName);
            }
        }

        return await SendAsync(form);
    }

    private async Task<string> PostRawAsync(string body, string? contentType = "multipart/form-data; boundary=b")
    {
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body.ReplaceLineEndings("\r\n")));
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return await SendAsync(content);
    }

    // The answer is sent once the staging is disposed of, so that what lies there now was left.
    private async Task<string> SendAsync(HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        request.Headers.ExpectContinue = true; // so that a refusal is read before the whole body is sent
        using var response = await _app.Client.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.Empty(Staged());
        return answer;
    }

    private async Task<string> ReadAsync(HttpContext context)
    {
        try
        {
            var reading = await FormFiles.ReadAsync(context.Request, new Dictionary<string, long> { ["chart"] = Limit }, _blobs, context.RequestAborted);
            if (reading is not FormFileReading.Received { Files: var files })
            {
                return $"{reading}";
            }

            await using (files)
            {
                if (files["chart"] is not { } file)
                {
                    return "none";
                }

                await using var stream = file.OpenRead();
                Assert.Single(Staged());
                Assert.Equal(file.Finish().Sha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream)));
                return $"{file.Size} {file.Finish().Sha256}";
            }
        }
        catch (Exception failure)
        {
            _failed.TrySetResult(failure);
            throw;
        }
    }
}
