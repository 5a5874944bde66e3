using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Registry.Unit.Hosting;

/// <summary>A web application on a free port of 127.0.0.1: a few endpoints of a test, or the real one.</summary>
internal sealed class TinyApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TinyApp(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = System.Net.DecompressionMethods.None }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>An application with nothing but what <paramref name="map"/> adds; it logs nowhere unless told.</summary>
    public static Task<TinyApp> StartAsync(Action<WebApplication> map, Action<WebApplicationBuilder>? add = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        add?.Invoke(builder);
        var app = builder.Build();
        map(app);
        return StartAsync(app);
    }

    /// <summary>The real application over a data directory, with settings as <c>Registry:PathBase=/x</c>.</summary>
    public static Task<TinyApp> StartRegistryAsync(string dataDirectory, params string[] settings) =>
        StartAsync(Program.Build(["--urls=http://127.0.0.1:0", $"--Registry:DataDirectory={dataDirectory}", "--Logging:LogLevel:Default=None", .. settings.Select(setting => $"--{setting}")]));

    /// <summary>
    /// Sends a request just as it is written, line ends apart, and answers all that comes back until the server hangs up.
    /// <paramref name="goAway"/> hangs up first.
    /// </summary>
    public async Task<string> SendRawAsync(string request, bool goAway = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request.ReplaceLineEndings("\r\n")));
        if (goAway)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        try
        {
            return (await reader.ReadToEndAsync()).ReplaceLineEndings("\n");
        }
        catch (IOException) when (goAway)
        {
            return ""; // the server may hang up just as rudely
        }
    }

    /// <summary>The status of a GET of a target that no client would send.</summary>
    public async Task<int> GetRawAsync(string target, params string[] headers) =>
        int.Parse((await SendRawAsync(string.Join('\n', [$"GET {target} HTTP/1.1", "Host: registry.example.com", "Connection: close", .. headers, "", ""])))[9..12]);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task<TinyApp> StartAsync(WebApplication app)
    {
        await app.StartAsync();
        return new TinyApp(app);
    }
}
