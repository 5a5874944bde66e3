using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Tokens;

/// <summary>A registry with ada, eve and the administrator root, each with a token that may do everything.</summary>
internal sealed partial class TokenTown : IAsyncDisposable
{
    public const string Api = "/api/v4/personal_access_tokens";
    public const string Unauthorized = """401 {"message":"401 Unauthorized"}""";
    public const string Revoked = """401 {"error":"invalid_token","error_description":"Token was revoked. You have to re-authorize from the user."}""";
    public const string Expired = """401 {"error":"invalid_token","error_description":"Token is expired. You can either do re-authorization or token refresh."}""";

    public required RunningRegistry Registry { get; init; }

    public required User Ada { get; init; }

    public required User Eve { get; init; }

    public required string AdaToken { get; init; }

    public required string EveToken { get; init; }

    public required string RootToken { get; init; }

    public static string Day(int daysFromToday) => $"{DateTime.UtcNow.AddDays(daysFromToday):yyyy-MM-dd}";

    public static async Task<TokenTown> CreateAsync(DatabaseEngine engine, params string[] settings)
    {
        var registry = await RunningRegistry.StartAsync(engine, settings);
        var (ada, eve, root) = (await registry.CreateUserAsync("ada"), await registry.CreateUserAsync("eve"), await registry.CreateUserAsync("root", isAdmin: true));
        return new TokenTown
        {
            Registry = registry,
            Ada = ada,
            Eve = eve,
            AdaToken = await registry.CreateTokenAsync(ada),
            EveToken = await registry.CreateTokenAsync(eve),
            RootToken = await registry.CreateTokenAsync(root),
        };
    }

    public Task<HttpAnswer> SendAsync(HttpMethod method, string path, string? token, object? body = null) =>
        Registry.SendAsync(method, path, token, body is null ? null : JsonContent.Create(body));

    public Task<HttpAnswer> GetAsync(string path, string? token) => SendAsync(HttpMethod.Get, path, token);

    public Task<HttpAnswer> PostAsync(string path, string? token, object? body = null) => SendAsync(HttpMethod.Post, path, token, body);

    public Task<HttpAnswer> DeleteAsync(string path, string? token) => SendAsync(HttpMethod.Delete, path, token);

    /// <summary>The number of the token.</summary>
    public async Task<long> IdAsync(string token) => long.Parse((await GetAsync($"{Api}/self", token)).Json("id"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Changes the row of a token.</summary>
    public async Task ChangeAsync(string secret, Action<PersonalAccessToken> change)
    {
        var digest = TokenSecret.Digest(secret);
        await using var database = Registry.Open();
        change(database.PersonalAccessTokens.Single(token => token.Digest == digest));
        await database.SaveChangesAsync();
    }

    /// <summary>The answer with every moment, secret and address of its own time put aside.</summary>
    public static string Told(HttpAnswer answer) =>
        Secret().Replace(Moment().Replace(answer.ToString(), "<moment>"), "<secret>");

    /// <summary>The actions of the audit with their targets, values and addresses, the oldest first.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync(string prefix)
    {
        await using var database = Registry.Open();
        return [.. database.AuditEvents.Where(one => one.Action.StartsWith(prefix)).OrderBy(one => one.Id).ToList()
            .Select(one => $"{one.Actor.Name} {one.Action} {one.Target}: {one.Before} > {one.After} ({one.Address}, {(one.PersonalAccessTokenId is null ? "no token" : "token")})")];
    }

    public ValueTask DisposeAsync() => Registry.DisposeAsync();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", RegexOptions.NonBacktracking)]
    private static partial Regex Moment();

    [GeneratedRegex(@"reg(?:pat|dt)_[0-9A-Za-z]{38}", RegexOptions.NonBacktracking)]
    private static partial Regex Secret();
}
