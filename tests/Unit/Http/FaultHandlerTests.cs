using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Registry.Unit.Hosting;
using Registry.Web.Hosting;
using Registry.Web.Http;
using Xunit;

namespace Registry.Unit.Http;

public sealed class FaultHandlerTests : IAsyncLifetime, IDisposable
{
    private const string Full = "507 Insufficient Storage - The server's disk is full. Nothing was stored; try again once its administrator has made room.";
    private const string Unavailable = "503 Service Unavailable - The database does not answer. Try again in a moment.";

    private readonly LogLines _lines = new(TimeProvider.System);
    private Exception _fault = new InvalidOperationException("The secret of the house");
    private TinyApp _app = null!;

    public static TheoryData<string, Exception, int, string> Faults { get; } = new()
    {
        { "anything", new InvalidOperationException("The secret of the house"), 500, "500 Internal Server Error" },
        { "a bad file", new IOException("I/O", 5), 500, "500 Internal Server Error" },
        { "a full disk", new IOException("No space left", 28), 507, Full },
        { "a full quota", new IOException("Quota", 122), 507, Full },
        { "a full database", new DbUpdateException("x", new SqliteException("full", 13)), 507, Full },
        { "a full server", new DbUpdateException("x", new PostgresException("disk full", "ERROR", "ERROR", "53100")), 507, Full },
        { "a busy database", new SqliteException("busy", 5), 503, Unavailable },
        { "a server that is not there", new InvalidOperationException("x", new NpgsqlException("Failed to connect")), 503, Unavailable },
        { "a bad request", new BadHttpRequestException("Too much.", 413), 413, "413 Payload Too Large - Too much." },
    };

    public async Task InitializeAsync() => _app = await TinyApp.StartAsync(
        app =>
        {
            app.UseMiddleware<RequestLog>();
            app.UseMiddleware<FaultHandler>();
            app.UseRouting();
            app.MapGet("/api/v4/fault", Task () => throw _fault);
            app.MapGet("/page/fault", Task (HttpContext context) =>
            {
                context.Response.Headers["X-Half-Done"] = "yes";
                context.Response.ContentType = "text/half-done";
                throw _fault;
            });
            app.MapGet("/dialect/fault", Task () => throw _fault).WithMetadata(ErrorDialect.GitLab);
            app.MapGet("/begun", async context =>
            {
                await context.Response.WriteAsync("begun");
                await context.Response.Body.FlushAsync();
                throw _fault;
            });
            app.MapGet("/bare", () => TypedResults.StatusCode(403));
            app.MapGet("/said", () => TypedResults.BadRequest("said"));
        },
        builder =>
        {
            builder.Services.AddSingleton(TimeProvider.System);
            builder.Services.AddHttpContextAccessor();
            builder.Logging.AddFilter("Microsoft", LogLevel.None).AddProvider(_lines);
        });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _lines.Dispose();

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task On_the_API_a_fault_is_told_as_GitLab_does(string what, Exception fault, int status, string message)
    {
        Assert.NotNull(what);
        _fault = fault;

        foreach (var path in new[] { "/api/v4/fault", "/dialect/fault" })
        {
            using var response = await GetAsync(path);

            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal("r-1", Assert.Single(response.Headers.GetValues("X-Request-Id")));
            Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
            Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
            Assert.Equal("{\"message\":\"" + message + "\"}", await response.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("/page/fault", 500, "Something went wrong", "It is our fault, and it is in the log. Try again. If it stays so, tell whoever runs this registry the request id: it finds the line in the log.")]
    [InlineData("/bare", 403, "Not allowed", "Your role does not allow this. Ask a maintainer of the project.")]
    [InlineData("/nowhere", 404, "Page not found", "The address is wrong, or you may not see what is there. Signing in may help.")]
    public async Task On_a_page_it_is_told_to_people(string path, int status, string title, string advice)
    {
        using var response = await GetAsync(path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("r-1", Assert.Single(response.Headers.GetValues("X-Request-Id")));
        Assert.False(response.Headers.Contains("X-Half-Done"));
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal("default-src 'none'; style-src 'self'; img-src 'self'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal(
            $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} · Registry</title><link rel="icon" type="image/svg+xml" href="/favicon.svg"><link rel="stylesheet" href="/assets/app.css"></head>
            <body>
            <header class="top"><a class="brand" href="/">Registry</a></header>
            <main class="plain"><h1>{title}</h1><p>{advice}</p><p class="copyfield"><span class="label">Request id</span><code>r-1</code></p><p><a class="btn primary" href="/">Go to the start page</a></p></main>
            </body>
            </html>

            """,
            await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/v4/nothing", 404, "{\"message\":\"404 Not Found\"}")]
    [InlineData("/api/v4/fault", 405, "{\"message\":\"405 Method Not Allowed\"}")]
    public async Task A_bare_refusal_of_the_framework_gets_a_body(string path, int status, string body)
    {
        using var response = await _app.Client.SendAsync(new HttpRequestMessage(status == 405 ? HttpMethod.Delete : HttpMethod.Get, path));

        Assert.Equal((status, body), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_refusal_that_says_something_is_left_alone()
    {
        using var response = await GetAsync("/said");

        Assert.Equal((HttpStatusCode.BadRequest, "\"said\""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task HEAD_gets_no_body()
    {
        using var response = await _app.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/nowhere"));

        Assert.Equal((HttpStatusCode.NotFound, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task An_answer_that_has_begun_is_broken_off()
    {
        using var response = await _app.Client.GetAsync("/begun", HttpCompletionOption.ResponseHeadersRead);

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_log_tells_more_under_the_same_id()
    {
        using var response = await GetAsync("/api/v4/fault");

        var line = Assert.Single(_lines.Printed, one => one.Contains("FaultHandler", StringComparison.Ordinal));
        Assert.Contains("The secret of the house", line, StringComparison.Ordinal);
        Assert.Contains("\"request_id\":\"r-1\"", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> GetAsync(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Request-Id", "r-1");
        return _app.Client.SendAsync(request);
    }
}
