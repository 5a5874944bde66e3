using System.Text.Json;
using Registry.Unit.Data;
using Registry.Web.Hosting;
using Xunit;

namespace Registry.Unit.Hosting;

public sealed class RequestLogTests : IAsyncLifetime, IDisposable
{
    private readonly SetTime _time = new(Rows.Now);
    private readonly LogLines _lines = new(new SetTime(Rows.Now));
    private TinyApp _app = null!;

    public async Task InitializeAsync() => _app = await TinyApp.StartAsync(
        app =>
        {
            app.UseMiddleware<RequestLog>();
            app.MapGet("/{**rest}", (HttpContext context) => context.TraceIdentifier);
        },
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Services.AddHttpContextAccessor();
            builder.Logging.AddFilter("Microsoft", LogLevel.None).AddProvider(_lines);
        });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _lines.Dispose();

    [Fact]
    public async Task Every_answer_has_an_id_of_its_own()
    {
        var first = await GetAsync("/");
        var second = await GetAsync("/");

        Assert.Matches("^[0-9a-f]{32}$", first);
        Assert.Matches("^[0-9a-f]{32}$", second);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task An_id_begins_with_its_time() => Assert.StartsWith($"{Rows.Now.ToUnixTimeMilliseconds():x12}", await GetAsync("/"), StringComparison.Ordinal);

    [Theory]
    [InlineData("a")]
    [InlineData("req-1_B")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task A_plain_word_that_came_with_the_request_is_its_id(string id) => Assert.Equal(id, await GetAsync("/", id));

    [Theory]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("a\\nb")]
    [InlineData("a,b")]
    [InlineData("<script>")]
    [InlineData(" ")]
    public async Task Anything_else_is_replaced(string id) => Assert.Matches("^[0-9a-f]{32}$", await GetAsync("/", id));

    [Fact]
    public async Task Two_ids_are_none() => Assert.Matches("^[0-9a-f]{32}$", await GetAsync("/", "a", "b"));

    [Fact]
    public async Task One_line_tells_of_the_request_and_never_its_query()
    {
        var id = await GetAsync("/acme/charts?private_token=abc&x=y#z", "r-1");

        var line = await LineAsync();
        Assert.Equal("r-1", id);
        using var json = JsonDocument.Parse(line);
        var duration = json.RootElement.GetProperty("duration_us").GetInt64();
        Assert.InRange(duration, 0, 60_000_000);
        Assert.Equal(
            "{\"time\":\"2026-07-14T09:30:00Z\",\"level\":\"info\",\"logger\":\"Registry.Web.Hosting.RequestLog\","
            + $"\"message\":\"GET /acme/charts answered 200 in {duration} µs, from 127.0.0.1 as (null)\",\"method\":\"GET\",\"path\":\"/acme/charts\","
            + $"\"status\":200,\"duration_us\":{duration},\"address\":\"127.0.0.1\",\"user\":null,\"request_id\":\"r-1\"}}\n",
            line);
    }

    [Fact]
    public async Task A_token_in_the_path_is_not_written_down()
    {
        await GetAsync("/regpat_0123456789ABCDEFGHIJKLMNOPQRSTUV1QWQhq/x");

        Assert.Contains("\"path\":\"/regpat_[redacted]/x\"", await LineAsync(), StringComparison.Ordinal);
    }

    // The line is written after the answer is out.
    private async Task<string> LineAsync()
    {
        string? line;
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!_lines.Printed.TryDequeue(out line))
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return line;
    }

    private async Task<string> GetAsync(string path, params string[] ids)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var id in ids)
        {
            request.Headers.TryAddWithoutValidation("X-Request-Id", id);
        }

        using var response = await _app.Client.SendAsync(request);
        var answered = Assert.Single(response.Headers.GetValues("X-Request-Id"));
        Assert.Equal(answered, await response.Content.ReadAsStringAsync());
        return answered;
    }
}
