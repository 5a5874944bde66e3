using System.Net.Http.Headers;
using Registry.Data;
using Xunit;

namespace Registry.Unit.Auth;

/// <summary>The headers that a token can come in. What is sent and does not work is 401, even where nobody need sign in.</summary>
public sealed class CarrierTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    private const DatabaseEngine Engine = DatabaseEngine.Sqlite;

    [Theory]
    [InlineData("Authorization", "Basic", "developer", 200)]
    [InlineData("Authorization", "Basic", "deploy read", 200)]
    [InlineData("Authorization", "Basic", "job", 200)]
    [InlineData("Authorization", "Bearer", "developer", 200)]
    [InlineData("Authorization", "Bearer", "deploy read", 200)]
    [InlineData("Authorization", "Bearer", "job", 200)]
    [InlineData("PRIVATE-TOKEN", "", "developer", 200)]
    [InlineData("PRIVATE-TOKEN", "", "deploy read", 401)]
    [InlineData("PRIVATE-TOKEN", "", "job", 401)]
    [InlineData("JOB-TOKEN", "", "job", 200)]
    [InlineData("JOB-TOKEN", "", "developer", 401)]
    [InlineData("JOB-TOKEN", "", "deploy read", 401)]
    [InlineData("Deploy-Token", "", "deploy read", 200)]
    [InlineData("Deploy-Token", "", "developer", 401)]
    [InlineData("Deploy-Token", "", "job", 401)]
    public async Task A_carrier_takes_its_own_kinds_of_tokens(string header, string scheme, string caller, int status)
    {
        var token = world.TokenOf(Engine, caller, "private")!;

        var answer = await SendAsync("private", headers => headers.TryAddWithoutValidation(header, scheme switch
        {
            "Basic" => RunningRegistry.Basic(token).ToString(),
            "Bearer" => $"Bearer {token}",
            _ => token,
        }));

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("Authorization", "Basic")]
    [InlineData("Authorization", "Basic !!!")]
    [InlineData("Authorization", "Basic bm9jb2xvbg==")]
    [InlineData("Authorization", "Basic dXNlcjo=")]
    [InlineData("Authorization", "Bearer")]
    [InlineData("Authorization", "Digest username=\"x\"")]
    [InlineData("Authorization", "Bearer regpat_onI5qfiysVBjyzClFcokiAnGftf6eBeF4CrFcr")]
    [InlineData("PRIVATE-TOKEN", "")]
    [InlineData("PRIVATE-TOKEN", "x")]
    [InlineData("JOB-TOKEN", "x")]
    [InlineData("Deploy-Token", "x")]
    public async Task A_credential_that_is_none_is_refused_even_by_a_public_project(string header, string value)
    {
        var answer = await SendAsync("public", headers => headers.TryAddWithoutValidation(header, value));

        Assert.Equal(401, answer.Status);
        Assert.Equal("""{"message":"401 Unauthorized"}""", answer.Text);
        Assert.Equal("Basic realm=\"GitLab Packages Registry\"", answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Of_two_credentials_both_must_work()
    {
        var token = world.TokenOf(Engine, "developer", "private")!;

        var answer = await SendAsync("private", headers =>
        {
            headers.Authorization = RunningRegistry.Basic(token);
            headers.Add("PRIVATE-TOKEN", "wrong");
        });

        Assert.Equal(401, answer.Status);
    }

    [Theory]
    [InlineData("developer", 200)]
    [InlineData("maintainer", 401)]
    public async Task Two_credentials_must_be_of_one_caller(string other, int status)
    {
        var answer = await SendAsync("private", headers =>
        {
            headers.Authorization = RunningRegistry.Basic(world.TokenOf(Engine, "developer", "private")!);
            headers.Add("PRIVATE-TOKEN", world.TokenOf(Engine, other, "private"));
        });

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gitlab-ci-token")]
    [InlineData("søren:not")]
    public async Task The_user_name_beside_a_token_is_not_looked_at(string userName)
    {
        var token = world.TokenOf(Engine, "job", "private")!;
        Assert.Equal(userName.Contains(':') ? 401 : 200, (await SendAsync("private", headers => headers.Authorization = RunningRegistry.Basic(token, userName))).Status);
    }

    [Fact]
    public async Task Each_request_of_a_connection_goes_by_the_credentials_it_carries_itself()
    {
        var (developer, deploy) = (world.TokenOf(Engine, "developer", "private")!, world.TokenOf(Engine, "deploy read", "private")!);
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1 };
        using var client = new HttpClient(handler) { BaseAddress = world.On(Engine).Address };

        Assert.Equal(200, await StatusAsync(RunningRegistry.Basic(developer)));
        Assert.Equal(200, await StatusAsync(RunningRegistry.Basic(developer)));
        Assert.Equal(401, await StatusAsync(RunningRegistry.Basic("wrong")));
        Assert.Equal(200, await StatusAsync(RunningRegistry.Basic(deploy)));
        Assert.Equal(401, await StatusAsync(null));
        Assert.Equal(401, await StatusAsync(RunningRegistry.Basic("wrong")));

        async Task<int> StatusAsync(AuthenticationHeaderValue? authorization)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v4/projects/{world.IdOf(Engine, "private")}/packages/helm/stable/index.yaml");
            request.Headers.Authorization = authorization;
            using var response = await client.SendAsync(request);
            return (int)response.StatusCode;
        }
    }

    private Task<HttpAnswer> SendAsync(string project, Action<HttpRequestHeaders> headers) =>
        world.On(Engine).SendAsync(HttpMethod.Get, $"/api/v4/projects/{world.IdOf(Engine, project)}/packages/helm/stable/index.yaml", headers: headers);
}
