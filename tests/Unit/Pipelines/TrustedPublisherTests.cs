using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Unit.Data;
using Registry.Unit.Packages;
using Xunit;

namespace Registry.Unit.Pipelines;

/// <summary>The builds elsewhere that a project lets publish.</summary>
public sealed class TrustedPublisherTests : IAsyncLifetime
{
    private const string All = "/trusted_publishers";
    private const string GitLab = "https://gitlab.example.com";
    private const string GitHub = "https://token.actions.githubusercontent.com";

    private static readonly string[] Settings =
    [
        $"--Registry:Oidc:Issuers:0:Issuer={GitLab}", $"--Registry:Oidc:Issuers:1:Issuer={GitHub}",
        "--Registry:Oidc:Issuers:2:Issuer=https://ci.example.com", "--Registry:Oidc:Issuers:2:StrongClaims:0=org_id", $"--Registry:PublicUrl={LocalIssuer.PublicUrl}",
    ];

    private Shelf _shared = null!;

    public async Task InitializeAsync() => _shared = await Shelf.CreateAsync(DatabaseEngine.Sqlite, Settings);

    public async Task DisposeAsync() => await _shared.DisposeAsync();

    [Theory, EveryEngine]
    public async Task A_trusted_publisher_is_set_up_listed_and_taken_away(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine, Settings);

        var made = await shelf.SendAsync(HttpMethod.Post, All, content: JsonContent.Create(
            new { name = "Releases", issuer = GitHub, claims = new { workflow_ref = "acme/web/.github/workflows/a+b.yml@refs/heads/main", repository_id = "74" } }));

        var id = made.Json("id");
        var user = made.Json("user").Split("\"id\":")[1].Split(',')[0];
        var expected = $$"""{"id":{{id}},"project_id":{{shelf.ProjectId}},"name":"Releases","issuer":"{{GitHub}}","claims":{"repository_id":"74","workflow_ref":"acme/web/.github/workflows/a+b.yml@refs/heads/main"},"user":{"id":{{user}},"username":"mara","name":"mara","state":"active","avatar_url":null,"web_url":"{{LocalIssuer.PublicUrl}}/mara"},"created_at":"T","last_used_at":null}""";
        Assert.Equal($"201 {expected}", made.Timeless());
        var listed = await shelf.GetAsync(All);
        Assert.Equal($"200 [{expected}]", listed.Timeless());
        Assert.Equal("1", listed.Header("X-Total"));

        var deleted = await shelf.DeleteAsync($"{All}/{id}");
        Assert.Equal((204, 0), (deleted.Status, deleted.Bytes.Length));
        Assert.Equal("200 []", (await shelf.GetAsync(All)).ToString());
        Assert.Equal("""404 {"message":"404 Trusted publisher Not Found"}""", (await shelf.DeleteAsync($"{All}/{id}")).ToString());
        await using var database = shelf.Registry.Open();
        Assert.Equal(
            ["trusted_publisher.create Releases mara", "trusted_publisher.delete Releases mara"],
            (await database.AuditEvents.Where(one => one.Action.StartsWith("trusted_publisher.")).OrderBy(one => one.Id).ToListAsync()).Select(one => $"{one.Action} {one.Target} {one.Actor.Name}"));
    }

    [Theory]
    [InlineData("""{}""", "name is missing, issuer is missing, claims is missing")]
    [InlineData("""{"name":"","issuer":"ISSUER","claims":{"project_id":"22"}}""", "name is empty")]
    [InlineData("""{"name":"a","issuer":"https://gitlab.com","claims":{"project_id":"22"}}""", "issuer does not have a valid value")]
    [InlineData("""{"name":"a","issuer":"ISSUER/","claims":{"project_id":"22"}}""", "issuer does not have a valid value")]
    [InlineData("""{"name":"a","issuer":"ISSUER","claims":"project_id"}""", "claims is invalid")]
    [InlineData("""{"name":"a","issuer":"ISSUER","claims":{"project_id":22}}""", "claims is invalid")]
    [InlineData("""{"name":"a","issuer":"ISSUER","claims":{"project_id":null}}""", "claims is invalid")]
    [InlineData("""{"name":"a","issuer":"ISSUER","claims":{"project_id":""}}""", "claims is invalid")]
    [InlineData("""{"name":"a","issuer":"ISSUER","claims":{}}""", "claims is invalid")]
    [InlineData("""{"name":"a","issuer":"ISSUER","claims":{"sub":"x","ref":"main"}}""", "claims must have one of project_path, project_id: others do not tell one repository from the next")]
    [InlineData("""{"name":"a","issuer":"https://token.actions.githubusercontent.com","claims":{"job_workflow_ref":"acme/shared/.github/workflows/a.yml@main"}}""", "claims must have one of repository, repository_id, workflow_ref: others do not tell one repository from the next")]
    [InlineData("""{"name":"a","issuer":"https://ci.example.com","claims":{"project_id":"22"}}""", "claims must have one of org_id: others do not tell one repository from the next")]
    public async Task What_would_trust_too_many_is_refused(string body, string error)
    {
        var content = new StringContent(body.Replace("ISSUER", GitLab, StringComparison.Ordinal), null, "application/json");

        Assert.Equal($$"""400 {"error":"{{error}}"}""", (await _shared.SendAsync(HttpMethod.Post, All, content: content)).ToString());
        Assert.Equal("200 []", (await _shared.GetAsync(All)).ToString());
    }

    [Fact]
    public async Task One_of_another_project_is_not_there()
    {
        var made = await _shared.SendAsync(HttpMethod.Post, All, content: JsonContent.Create(new { name = "a", issuer = GitLab, claims = new { project_id = "22" } }));
        var other = await _shared.Registry.CreateProjectAsync("acme/other");
        var root = await _shared.Registry.CreateTokenAsync(await _shared.Registry.CreateUserAsync("root", isAdmin: true));

        Assert.Equal("200 []", (await _shared.Registry.GetAsync($"/api/v4/projects/{other}{All}", root)).ToString());
        Assert.Equal(404, (await _shared.Registry.SendAsync(HttpMethod.Delete, $"/api/v4/projects/{other}{All}/{made.Json("id")}", root)).Status);
        Assert.Equal("1", (await _shared.GetAsync(All)).Header("X-Total"));
    }
}
