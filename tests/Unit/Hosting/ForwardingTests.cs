using Registry.Data.Entities;
using Registry.Tests.Hosting;
using Registry.Web.Projects;
using Xunit;

namespace Registry.Unit.Hosting;

public sealed class ForwardingTests : IDisposable
{
    private const string Path = "/api/v4/projects/acme%2Fold/packages/helm/stable/index.yaml?x=%2F";

    private static readonly string[] Forwarded =
        ["X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: https", "X-Forwarded-Host: cdn.example.com", "X-Forwarded-Prefix: /packages"];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    // A former path is answered with the address of the project's number, made of what the registry takes for its own.
    [Theory]
    [InlineData("https://cdn.example.com/packages")]
    [InlineData("https://cdn.example.com/packages", "Registry:KnownProxies:0=127.0.0.1")]
    [InlineData("https://cdn.example.com/packages", "Registry:KnownProxies:0=127.0.0.0/8")]
    [InlineData("http://registry.example.com", "Registry:KnownProxies:0=10.0.0.0/8")]
    [InlineData("http://registry.example.com", "Registry:KnownProxies:0=10.0.0.7", "Registry:KnownProxies:1=::1")]
    [InlineData("http://registry.example.com", "Registry:KnownProxies=")]
    [InlineData("https://public.example.com/registry", "Registry:PublicUrl=https://public.example.com/registry/")]
    [InlineData("https://public.example.com", "Registry:PublicUrl=https://public.example.com", "Registry:PathBase=/packages")]
    public async Task Forwarding_headers_count_only_from_a_known_proxy_and_the_setting_wins(string own, params string[] settings)
    {
        await using var app = await StartAsync(settings);

        Assert.Equal($"{own}/api/v4/projects/1/packages/helm/stable/index.yaml?x=%2F", await LocationAsync(app, Path, Forwarded));
    }

    [Fact]
    public async Task What_stands_below_the_path_base_is_addressed_below_it()
    {
        await using var app = await StartAsync("Registry:PathBase=/registry");
        (string Target, string Own)[] addresses =
        [
            (Path, "http://registry.example.com"),
            ("/registry" + Path, "http://registry.example.com/registry"),
            ("http://registry.example.com/registry" + Path, "http://registry.example.com/registry"),
            ("//registry/" + Path, "http://registry.example.com/registry"),
        ];

        foreach (var (target, own) in addresses)
        {
            Assert.Equal((target, $"{own}/api/v4/projects/1/packages/helm/stable/index.yaml?x=%2F"), (target, await LocationAsync(app, target)));
        }
    }

    [Fact]
    public async Task A_path_has_one_meaning()
    {
        await using var app = await StartAsync("Registry:PathBase=/registry");
        (string Target, int Status)[] answers =
        [
            ("/registry/-/health", 200),
            ("/-/health", 200),
            ("/registry//-/health/", 200),
            ("/%72egistry/-/health", 200),
            ("http://registry.example.com/-/health", 200),
            ("/Registry/-/health", 404),
            ("/registryx/-/health", 404),
            ("/registry%2F-/health", 404),
            ("/registry/..%2F-/health", 404),
            ("/registry/%2e%2e/-/health", 404),
            ("/registry/-%2Fhealth", 404),
            ("/registry/-%252Fhealth", 404),
            ("/registry/-/health%00", 400),
            ("/registry/-%5Chealth", 404),
            ("http://registry.example.com?x=/nothing", 200),
        ];

        foreach (var (target, status) in answers)
        {
            Assert.Equal((target, status), (target, await app.GetRawAsync(target)));
        }
    }

    private static async Task<string?> LocationAsync(TinyApp app, string target, params string[] headers)
    {
        var response = await app.SendRawAsync(string.Join('\n', [$"GET {target} HTTP/1.1", "Host: registry.example.com", "Connection: close", .. headers, "", ""]));
        Assert.StartsWith("HTTP/1.1 301 Moved Permanently\n", response, StringComparison.Ordinal);
        return response.Split('\n').Single(line => line.StartsWith("Location: ", StringComparison.Ordinal))["Location: ".Length..];
    }

    private async Task<TinyApp> StartAsync(params string[] settings)
    {
        var app = await TinyApp.StartRegistryAsync(_directory.Path, settings);
        await app.Services.GetRequiredService<ProjectCreation>().CreateAsync(new NewProject("acme/old", Visibility.Public, ByOperator: true), Rooms.Somebody, default);
        await app.Services.GetRequiredService<Renaming>().RenameAsync("acme/old", "charts", Rooms.Somebody, default);
        return app;
    }
}
