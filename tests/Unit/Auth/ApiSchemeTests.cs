using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Registry.Data.Entities;
using Registry.Tests.Hosting;
using Registry.Unit.Hosting;
using Registry.Web.Accounts;
using Registry.Web.Auth;
using Registry.Web.Projects;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Auth;

/// <summary>However the API's address is spelled, tokens open it, and the session of a browser only reads.</summary>
public sealed class ApiSchemeTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private TinyApp _app = null!;
    private string _token = "";
    private string _cookie = "";
    private string _formerCookie = "";

    public static TheoryData<string> Spellings { get; } = ["/api/v4", "/API/v4", "//api/v4", "/%61pi/v4", "///Api//V4"];

    public async Task InitializeAsync()
    {
        _app = await TinyApp.StartRegistryAsync(_directory.Path);
        await using var scope = _app.Services.CreateAsyncScope();
        var created = (UserCreationResult.Created)await scope.ServiceProvider.GetRequiredService<UserCreation>()
            .CreateAsync(new NewUser("root", "root@example.com", "correct-horse", IsAdmin: true), null, onlyAsFirstAdministrator: true, default);
        await _app.Services.GetRequiredService<ProjectCreation>().CreateAsync(new NewProject("acme/charts", Visibility.Private, ByOperator: true), Rooms.Somebody, default);
        _token = (await _app.Services.GetRequiredService<TokenIssuer>()
            .IssuePersonalAsync(created.User.Id, new NewToken("tests", TokenScopes.Api), null, Rooms.Somebody, default)).Secret;
        var key = await _app.Services.GetRequiredService<Sessions>().BeginAsync(new Actor { Kind = ActorKind.User, Id = created.User.Id, Name = "root" }, agent: null, means: null, default);
        (_cookie, _formerCookie) = (Cookie(created.User, key), Cookie(created.User, key: null));
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task A_token_opens_every_spelling(string api)
    {
        Assert.Equal("401", await SendAsync("GET", api));
        Assert.Equal("200", await SendAsync("GET", api, $"PRIVATE-TOKEN: {_token}"));
        Assert.Equal("401", await SendAsync("GET", api, $"PRIVATE-TOKEN: {_token}x"));
        Assert.Equal("415", await SendAsync("POST", api, $"PRIVATE-TOKEN: {_token}"));
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task A_session_reads_and_never_writes(string api)
    {
        Assert.Equal("200", await SendAsync("GET", api, _cookie));
        Assert.Equal("401", await SendAsync("POST", api, _cookie));
        Assert.Equal("401", await SendAsync("GET", api, _cookie, $"PRIVATE-TOKEN: {_token}x"));
    }

    [Fact]
    public async Task A_cookie_without_a_session_opens_nothing()
    {
        Assert.Equal("401", await SendAsync("GET", "/api/v4", _formerCookie));
        await _app.Services.GetRequiredService<Sessions>().LeaveAsync(1, default);
        Assert.Equal("401", await SendAsync("GET", "/api/v4", _cookie));
    }

    // A refused upload ends with 401; one that is let in, with what is wrong with its empty body.
    private async Task<string> SendAsync(string method, string api, params string[] headers)
    {
        var path = method == "POST" ? "api/stable/charts" : "stable/index.yaml";
        var response = await _app.SendRawAsync(string.Join('\n', [
            $"{method} {api}/projects/1/packages/helm/{path} HTTP/1.1", "Host: registry.example.com", "Content-Length: 0", "Connection: close", .. headers, "", ""]));
        return response[9..12];
    }

    private string Cookie(User user, string? key)
    {
        var options = _app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, $"{user.Id}"), new Claim(new ClaimsIdentityOptions().SecurityStampClaimType, user.SecurityStamp!)],
            IdentityConstants.ApplicationScheme);
        var properties = new AuthenticationProperties { IssuedUtc = DateTimeOffset.UtcNow, ExpiresUtc = DateTimeOffset.UtcNow.AddHours(1) };
        if (key is not null)
        {
            properties.Items[SessionAuthentication.Key] = key;
        }

        return $"Cookie: {options.Cookie.Name}={options.TicketDataFormat.Protect(new AuthenticationTicket(new ClaimsPrincipal(identity), properties, IdentityConstants.ApplicationScheme))}";
    }
}
