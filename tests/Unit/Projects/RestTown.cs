using System.Text;
using System.Text.RegularExpressions;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Unit.Projects;

/// <summary>A registry with an administrator, called over its REST API.</summary>
internal sealed partial class RestTown : IAsyncDisposable
{
    private RestTown(RunningRegistry registry, User root, string admin)
    {
        Registry = registry;
        Root = root;
        Admin = admin;
    }

    public RunningRegistry Registry { get; }

    public User Root { get; }

    /// <summary>The administrator's token.</summary>
    public string Admin { get; }

    public static async Task<RestTown> CreateAsync(DatabaseEngine engine, params string[] settings)
    {
        var registry = await RunningRegistry.StartAsync(engine, settings);
        var root = await registry.CreateUserAsync("root", isAdmin: true);
        return new RestTown(registry, root, await registry.CreateTokenAsync(root));
    }

    /// <summary>A user, and a token that may do everything the user may.</summary>
    public async Task<(User User, string Token)> CreateUserAsync(string name)
    {
        var user = await Registry.CreateUserAsync(name);
        return (user, await Registry.CreateTokenAsync(user));
    }

    public Task<HttpAnswer> SendAsync(HttpMethod method, string path, string? token, string? json = null) =>
        Registry.SendAsync(method, $"/api/v4{path}", token, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"));

    public async Task<string> GetAsync(string path, string? token) => Shown(await SendAsync(HttpMethod.Get, path, token));

    public async Task<string> PostAsync(string path, string? token, string json = "{}") => Shown(await SendAsync(HttpMethod.Post, path, token, json));

    public async Task<string> PutAsync(string path, string? token, string json) => Shown(await SendAsync(HttpMethod.Put, path, token, json));

    public async Task<string> DeleteAsync(string path, string? token) => Shown(await SendAsync(HttpMethod.Delete, path, token));

    /// <summary>What of a list's rows stands under a name, with a space between.</summary>
    public async Task<string> ListAsync(string path, string? token, string field)
    {
        var answer = await SendAsync(HttpMethod.Get, path, token);
        Xunit.Assert.Equal(200, answer.Status);
        return string.Join(' ', System.Text.Json.Nodes.JsonNode.Parse(answer.Text)!.AsArray().Select(row => $"{row![field]}"));
    }

    /// <summary>The id of the group at the path.</summary>
    public async Task<long> GroupIdAsync(string fullPath)
    {
        await using var database = Registry.Open();
        return database.Groups.Single(group => group.FullPath == fullPath).Id;
    }

    /// <summary>The audit's events of that noun: what, to what, before and after.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync(string noun)
    {
        await using var database = Registry.Open();
        return [.. database.AuditEvents.Where(audit => audit.Action.StartsWith(noun + ".") && audit.Actor.Kind == ActorKind.User).OrderBy(audit => audit.Id)
            .AsEnumerable().Select(audit => $"{audit.Actor.Name} {audit.Action} {audit.Target}|{audit.Before}|{audit.After}")];
    }

    public ValueTask DisposeAsync() => Registry.DisposeAsync();

    // Moments are of this run, and so is the address.
    private string Shown(HttpAnswer answer) =>
        Moment().Replace($"{answer.Status} {answer.Text}", "\"now\"").Replace(Registry.Address.GetLeftPart(UriPartial.Authority), "http://here", StringComparison.Ordinal);

    [GeneratedRegex(@"""20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();
}
