using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Unit.Helm;

/// <summary>A registry with one private project, and a developer's token for it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private Stage(RunningRegistry registry, long id, User user, string token)
    {
        Registry = registry;
        Id = id;
        User = user;
        Token = token;
    }

    public RunningRegistry Registry { get; }

    public long Id { get; }

    public User User { get; }

    public string Token { get; }

    public string Project => $"/api/v4/projects/{Id}";

    public string Helm => $"{Project}/packages/helm";

    public static async Task<Stage> CreateAsync(DatabaseEngine engine = DatabaseEngine.Sqlite, params string[] settings)
    {
        var registry = await RunningRegistry.StartAsync(engine, settings);
        var id = await registry.CreateProjectAsync("acme/tools/charts");
        var user = await registry.CreateUserAsync("devi");
        await registry.AddMemberAsync("acme/tools/charts", user, AccessLevel.Developer);
        return new Stage(registry, id, user, await registry.CreateTokenAsync(user));
    }

    public Task<HttpAnswer> GetAsync(string path, Action<HttpRequestHeaders>? headers = null) =>
        Registry.SendAsync(HttpMethod.Get, Helm + path, Token, headers: headers);

    public Task<HttpAnswer> UploadAsync(byte[] chart, string channel = "stable") => Registry.UploadAsync(Project, chart, Token, channel);

    /// <summary>When the one file came, as an index writes it.</summary>
    public async Task<string> CreatedAsync()
    {
        await using var database = Registry.Open();
        return $"{(await database.PackageFiles.SingleAsync()).CreatedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffff}000Z";
    }

    public ValueTask DisposeAsync() => Registry.DisposeAsync();
}
