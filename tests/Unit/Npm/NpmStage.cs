using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Registry.Data;
using Registry.Data.Entities;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>
/// A registry with one private project, <c>acme/tools/web</c>, and a maintainer's token for it. As a class's fixture it is shared:
/// each test has package names of its own.
/// </summary>
public sealed class NpmStage : IAsyncLifetime, IAsyncDisposable
{
    public const string FullPath = "acme/tools/web";
    public const string Abbreviated = "application/vnd.npm.install-v1+json";

    private readonly DatabaseEngine _engine;
    private readonly string[] _settings;

    public NpmStage()
        : this(DatabaseEngine.Sqlite)
    {
    }

    private NpmStage(DatabaseEngine engine, params string[] settings)
    {
        _engine = engine;
        _settings = settings;
    }

    internal RunningRegistry Registry { get; private set; } = null!;

    internal long Id { get; private set; }

    internal User User { get; private set; } = null!;

    internal string Token { get; private set; } = null!;

    /// <summary>The project's prefix.</summary>
    internal string Npm => $"/api/v4/projects/{Id}/packages/npm";

    /// <summary>Scheme, host and port.</summary>
    internal string Origin => Registry.Address.GetLeftPart(UriPartial.Authority);

    internal static async Task<NpmStage> CreateAsync(DatabaseEngine engine = DatabaseEngine.Sqlite, params string[] settings)
    {
        var stage = new NpmStage(engine, settings);
        await stage.InitializeAsync();
        return stage;
    }

    public async Task InitializeAsync()
    {
        Registry = await RunningRegistry.StartAsync(_engine, _settings);
        Id = await Registry.CreateProjectAsync(FullPath);
        User = await Registry.CreateUserAsync("mara");
        await Registry.AddMemberAsync(FullPath, User, AccessLevel.Maintainer);
        Token = await Registry.CreateTokenAsync(User);
    }

    Task IAsyncLifetime.DisposeAsync() => Registry.DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => Registry.DisposeAsync();

    /// <summary>Below the project's prefix, as the maintainer.</summary>
    internal Task<HttpAnswer> SendAsync(HttpMethod method, string path, HttpContent? content = null, Action<HttpRequestHeaders>? headers = null) =>
        Registry.SendAsync(method, Npm + path, Token, content, headers);

    internal Task<HttpAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers: sent =>
    {
        foreach (var (name, value) in headers)
        {
            sent.TryAddWithoutValidation(name, value);
        }
    });

    internal Task<HttpAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    internal Task<HttpAnswer> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, Json(json));

    internal Task<HttpAnswer> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, Json(json));

    /// <summary>Publishes as npm does; <paramref name="change"/> may spoil the document.</summary>
    internal Task<HttpAnswer> PublishAsync(TestPackage package, Action<JsonObject>? change = null)
    {
        var document = package.ToDocument();
        change?.Invoke(document);
        return PutAsync($"/{Escaped(package.Name)}", document.ToJsonString());
    }

    /// <summary>Publishes what has to be taken.</summary>
    internal async Task PublishedAsync(params TestPackage[] packages)
    {
        foreach (var package in packages)
        {
            var answer = await PublishAsync(package);
            Assert.True(answer.Status == 200, $"{package.Name}@{package.Version}: {answer}");
        }
    }

    /// <summary>The full document.</summary>
    internal async Task<JsonObject> ReadAsync(string name) => Parse(await GetAsync($"/{Escaped(name)}"));

    internal static JsonObject Parse(HttpAnswer answer)
    {
        Assert.True(answer.Status == 200, answer.ToString());
        return (JsonObject)JsonNode.Parse(answer.Text)!;
    }

    /// <summary>A name as npm writes it into addresses.</summary>
    internal static string Escaped(string name) => name.Replace("/", "%2f", StringComparison.Ordinal);

    internal static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
