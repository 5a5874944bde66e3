using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Registry.Web.Components;
using Xunit;

namespace Registry.Unit.Components;

/// <summary>The pages alone, on a real socket.</summary>
public sealed class PagesEndpointsTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _client = new();
    private WebApplication? _app;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Registry.Web", EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddPages();
        _app = builder.Build();
        _app.UsePages();
        _app.UseRouting();
        _app.UseAntiforgery();
        _app.MapPages();
        _app.MapGet("/plain", () => "ok");
        _app.MapGet("/busy", () => Results.StatusCode(503));
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async Task DisposeAsync() => await _app!.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_visitor_reads_words_where_there_is_no_page()
    {
        using var answer = await GetAsync("/acme/nowhere", "text/html");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<h1>Nothing here</h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_bare_status_has_words_of_its_own()
    {
        using var answer = await GetAsync("/busy", "text/html");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("<h1>Not available</h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("application/json")]
    public async Task A_program_gets_the_bare_status(string accept)
    {
        using var answer = await GetAsync("/acme/nowhere", accept);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_page_tells_the_browser_how_little_it_needs()
    {
        using var answer = await GetAsync("/-/status/404", "text/html");

        Assert.Equal(
            "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
            + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
            Header(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.Equal("camera=(), geolocation=(), microphone=(), payment=(), usb=()", Header(answer, "Permissions-Policy"));
    }

    [Fact]
    public async Task What_is_no_page_carries_none_of_that()
    {
        using var answer = await GetAsync("/plain", "*/*");

        Assert.False(answer.Headers.Contains("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("theme=dark", "<html lang=\"en\" data-theme=\"dark\">")]
    [InlineData("theme=light", "<html lang=\"en\" data-theme=\"light\">")]
    [InlineData("theme=blue", "<html lang=\"en\">")]
    public async Task The_theme_of_the_cookie_is_in_the_first_bytes(string cookie, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/-/status/404");
        request.Headers.Add("Cookie", cookie);
        using var answer = await _client.SendAsync(request);

        Assert.StartsWith($"<!DOCTYPE html>\n{expected}", (await answer.Content.ReadAsStringAsync()).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/assets/app.css", "text/css")]
    [InlineData("/assets/app.js", "text/javascript")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    public async Task Static_files_are_served(string path, string type)
    {
        using var answer = await GetAsync(path, "*/*");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        return await _client.SendAsync(request);
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
