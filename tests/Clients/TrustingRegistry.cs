using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Clients;

/// <summary>A registry whose one private project trusts the builds of one repository, be they GitHub's or GitLab's.</summary>
public sealed class TrustingRegistry : IAsyncLifetime
{
    public const string Sha = "3f786850e387550fdab836ed7e6dc881de23001b";
    public const string Audience = "npm:127.0.0.1";

    private RegistryProcess? _server;

    public RegistryProcess Server => _server!;

    public IdTokenIssuer GitHub { get; private set; } = null!;

    public IdTokenIssuer GitLab { get; private set; } = null!;

    public TestProject Project { get; private set; } = null!;

    /// <summary>A maintainer of the project.</summary>
    public Credentials Maintainer { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        GitHub = await IdTokenIssuer.StartAsync("RS256", new Dictionary<string, string>
        {
            ["repository"] = "acme/web",
            ["repository_id"] = "74",
            ["repository_visibility"] = "private",
            ["run_id"] = "9001",
            ["event_name"] = "push",
            ["workflow"] = "Release",
            ["ref"] = "refs/heads/main",
            ["sha"] = Sha,
            ["actor"] = "octocat",
        });
        GitLab = await IdTokenIssuer.StartAsync("ES256", new Dictionary<string, string>
        {
            ["project_id"] = "22",
            ["project_path"] = "acme/web",
            ["project_visibility"] = "private",
            ["pipeline_id"] = "574",
            ["pipeline_source"] = "push",
            ["ref"] = "main",
            ["sha"] = Sha,
            ["user_login"] = "olga",
        });
        _server = await RegistryProcess.StartAsync(new Dictionary<string, string?>
        {
            ["Registry:Oidc:Issuers:0:Issuer"] = GitHub.Address,
            ["Registry:Oidc:Issuers:0:Audience"] = Audience,
            ["Registry:Oidc:Issuers:0:StrongClaims:0"] = "repository_id",
            ["Registry:Oidc:Issuers:1:Issuer"] = GitLab.Address,
            ["Registry:Oidc:Issuers:1:Audience"] = Audience,
        });
        const string path = "acme/web";
        Project = new TestProject(Server.Address, (await Server.RunAsync("project", "create", path, "--visibility", "private")).Succeeded().Output.Trim(), path);
        (await Server.RunAsync("user", "create", "mona", "--email", "mona@example.com", "--password", "Correct-horse-mona-7")).Succeeded();
        (await Server.RunAsync("member", "add", path, "mona", "maintainer")).Succeeded();
        Maintainer = new Credentials("mona", (await Server.RunAsync("token", "create", "--user", "mona", "--name", "tests", "--scopes", "api")).Succeeded().Output.Trim());
        await TrustAsync(GitHub, "repository_id", "74");
        await TrustAsync(GitLab, "project_id", "22");
    }

    /// <summary>What the API answers the maintainer, below the project's address.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var http = NewHttp();
        using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri($"{Server.Address}api/v4/projects/{Project.Id}{path}")));
        return answer.RootElement.Clone();
    }

    public async Task DisposeAsync()
    {
        foreach (var one in (IAsyncDisposable?[])[_server, GitHub, GitLab])
        {
            if (one is not null)
            {
                await one.DisposeAsync();
            }
        }
    }

    private async Task TrustAsync(IdTokenIssuer issuer, string claim, string value)
    {
        using var http = NewHttp();
        var publisher = new { name = claim, issuer = issuer.Address, claims = new Dictionary<string, string> { [claim] = value } };
        using var answer = await http.PostAsJsonAsync(new Uri($"{Server.Address}api/v4/projects/{Project.Id}/trusted_publishers"), publisher);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private HttpClient NewHttp()
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Maintainer.Password);
        return http;
    }
}
