using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace Registry.Unit;

/// <summary>A browser without script over real sockets: it keeps cookies, follows no redirects, and sends forms as pages showed them to it.</summary>
internal sealed partial class FormBrowser : IDisposable
{
    private readonly RunningRegistry _registry;
    private readonly HttpClient _client;
    private string _token = "";

    public FormBrowser(RunningRegistry registry)
    {
        _registry = registry;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = registry.Address };
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Signs in whom <see cref="RunningRegistry.CreateUserAsync"/> made.</summary>
    public static async Task<FormBrowser> SignedInAsync(RunningRegistry registry, string userName, string password = "correct horse")
    {
        var browser = new FormBrowser(registry);
        var answer = await browser.SignInAsync(userName, password);
        Assert.Equal((302, "/"), (answer.Status, browser.Goal(answer)));
        await browser.GetAsync("/users/confirm"); // a form's protection holds for who is signed in
        return browser;
    }

    public async Task<HttpAnswer> SignInAsync(string userName, string password)
    {
        await GetAsync("/users/sign_in");
        return await SendAsync("/users/sign_in", "sign-in", ("Input.Login", userName), ("Input.Password", password));
    }

    public Task<HttpAnswer> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return ReadAsync(request);
    }

    /// <summary>Sends the form of that name with the protection of the page that was seen last.</summary>
    public Task<HttpAnswer> SendAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        IEnumerable<KeyValuePair<string, string>> all =
            [new("_handler", form), new("__RequestVerificationToken", _token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))];
        return ReadAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(all) });
    }

    /// <summary>Where a redirect leads, within the registry.</summary>
    public string? Goal(HttpAnswer answer) => answer.Header("Location") is { } location ? _registry.Address.MakeRelativeUri(new Uri(_registry.Address, location)) switch
    {
        { IsAbsoluteUri: true } elsewhere => elsewhere.ToString(),
        var path => $"/{path.OriginalString}",
    } : null;

    public void Dispose() => _client.Dispose();

    private async Task<HttpAnswer> ReadAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await _client.SendAsync(request);
            var answer = new HttpAnswer(response, await response.Content.ReadAsByteArrayAsync());
            _token = Token().Match(answer.Text) is { Success: true } found ? found.Groups["token"].Value : _token;
            return answer;
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
