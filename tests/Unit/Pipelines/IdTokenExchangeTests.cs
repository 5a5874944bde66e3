using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Unit.Npm;
using Registry.Unit.Packages;
using Xunit;

namespace Registry.Unit.Pipelines;

/// <summary>Builds elsewhere publish on the word of the system that runs them.</summary>
public sealed class IdTokenExchangeTests : IAsyncLifetime
{
    private const string NoPublisher = "401 Unauthorized - No trusted publisher has the claims of the ID token, or there is no such project.";
    private const string Spent = "401 Unauthorized - The ID token was exchanged already: each is good for one exchange.";
    private const string Ambiguous = "Several projects trust this build, and the address does not tell which is meant: exchange the ID token at /api/v4/oidc/token, with the project.";
    private const string Root = "";
    private const string Instance = "/api/v4/packages/npm";

    private LocalIssuer _issuer = null!;

    public async Task InitializeAsync() => _issuer = await LocalIssuer.StartAsync();

    public async Task DisposeAsync() => await _issuer.DisposeAsync();

    [Theory, EveryEngine]
    public async Task A_build_of_GitLab_gets_a_token_that_publishes_for_its_pipeline(DatabaseEngine engine)
    {
        await using var shelf = await CreateAsync(engine);
        await TrustAsync(shelf, ("project_id", "22"), ("ref", "main"));
        var before = DateTimeOffset.UtcNow;

        var answer = await ExchangeAsync(shelf, _issuer.Sign(_issuer.GitLab()), $"{shelf.ProjectId}");

        var (token, pipeline) = (answer.Json("token"), answer.Json("pipeline_id"));
        Assert.Equal($$"""201 {"token":"{{token}}","expires_at":"T","project_id":{{shelf.ProjectId}},"pipeline_id":{{pipeline}}}""", answer.Timeless());
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.InRange(DateTimeOffset.Parse(answer.Json("expires_at")), before.AddMinutes(14.9), DateTimeOffset.UtcNow.AddMinutes(15));
        Assert.Equal(201, (await shelf.Registry.UploadAsync(shelf.Api, TestCharts.Package(), token)).Status);
        Assert.Equal(200, (await shelf.Registry.PublishAsync(shelf.ProjectId, "web", "1.0.0", token)).Status);
        var shown = await shelf.GetAsync($"/pipelines/{pipeline}");
        Assert.Equal(
            ("main", Build.Sha, "running", "schedule", $"{_issuer.Address}/acme/web/-/pipelines/574", ""),
            (shown.Json("ref"), shown.Json("sha"), shown.Json("status"), shown.Json("source"), shown.Json("web_url"), shown.Json("name")));
        await using var database = shelf.Registry.Open();
        Assert.Equal("olga", (await database.Pipelines.SingleAsync()).TriggeredBy);
        Assert.Equal([long.Parse(pipeline)], await database.PackageFiles.Select(file => file.PipelineId!.Value).Distinct().ToListAsync());
        Assert.NotNull((await database.TrustedPublishers.SingleAsync()).LastUsedAt);
        var job = await database.Jobs.SingleAsync();
        var audited = await database.AuditEvents.SingleAsync(one => one.Action == "job_token.exchange");
        Assert.Equal(
            (ActorKind.Job, job.Id, "mara", "#1", $"ci: {_issuer.Address}/acme/web/-/pipelines/574", "127.0.0.1", shelf.ProjectId),
            (audited.Actor.Kind, audited.Actor.Id, audited.Actor.Name, audited.Target, audited.After!, audited.Address!, audited.ProjectId!.Value));
    }

    [Theory]
    [InlineData("workflow_dispatch", "web")]
    [InlineData("push", "push")]
    [InlineData("pull_request_target", "external_pull_request_event")]
    [InlineData("release", "external")]
    public async Task A_run_of_GitHub_is_recorded_by_its_own_claims(string eventName, string source)
    {
        await using var shelf = await CreateAsync(DatabaseEngine.Sqlite);
        await TrustAsync(shelf, ("project_id", "22")); // another one
        await using (var database = shelf.Registry.Open())
        {
            (await database.TrustedPublishers.SingleAsync()).Claims = """{"repository":"acme/web"}""";
            await database.SaveChangesAsync();
        }

        var answer = await ExchangeAsync(shelf, _issuer.Sign(_issuer.GitHub(("event_name", eventName)), "ES256"), "acme/tools/web");

        var shown = await shelf.GetAsync($"/pipelines/{answer.Json("pipeline_id")}");
        Assert.Equal(
            ("v1.0.0", source, $"{_issuer.Address}/acme/web/actions/runs/9001", "Release"),
            (shown.Json("ref"), shown.Json("source"), shown.Json("web_url"), shown.Json("name")));
        await using var rows = shelf.Registry.Open();
        Assert.Equal("octocat", (await rows.Pipelines.SingleAsync()).TriggeredBy);
    }

    [Theory, EveryEngine]
    public async Task A_token_is_good_for_one_exchange_whoever_is_first(DatabaseEngine engine)
    {
        await using var shelf = await CreateAsync(engine);
        await TrustAsync(shelf, ("project_id", "22"));
        var token = _issuer.Sign(_issuer.GitLab(), "ES256");
        var twin = LocalIssuer.Twin(token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => ExchangeAsync(shelf, number % 2 == 0 ? token : twin, $"{shelf.ProjectId}")));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers.Where(answer => answer.Status != 201), answer => Assert.Equal($$"""401 {"message":"{{Spent}}"}""", answer.ToString()));
        await using var database = shelf.Registry.Open();
        Assert.Equal((1, 1, 1), (await database.Jobs.CountAsync(), await database.Pipelines.CountAsync(), await database.SpentIdTokens.CountAsync()));
    }

    [Theory, EveryEngine]
    public async Task What_is_remembered_of_tokens_goes_once_they_have_expired(DatabaseEngine engine)
    {
        await using var shelf = await CreateAsync(engine);
        await TrustAsync(shelf, ("project_id", "22"));
        await shelf.Registry.ChangeRowsAsync(rows =>
        {
            rows.SpentIdTokens.Add(new SpentIdToken { Digest = [1], ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1) });
            rows.SpentIdTokens.Add(new SpentIdToken { Digest = [2], ExpiresAt = DateTimeOffset.UtcNow.AddHours(1) });
            return Task.CompletedTask;
        });

        Assert.Equal(201, (await ExchangeAsync(shelf, _issuer.Sign(_issuer.GitLab()), $"{shelf.ProjectId}")).Status);

        await using var database = shelf.Registry.Open();
        Assert.Equal([1, 32], (await database.SpentIdTokens.Select(one => one.Digest).ToListAsync()).Select(digest => digest.Length).Order());
        Assert.Contains([2], await database.SpentIdTokens.Select(one => one.Digest).ToListAsync());
    }

    [Theory, EveryEngine]
    public async Task Two_exchanges_of_one_build_are_one_pipeline(DatabaseEngine engine)
    {
        await using var shelf = await CreateAsync(engine);
        await TrustAsync(shelf, ("project_id", "22"));

        var first = await ExchangeAsync(shelf, _issuer.Sign(_issuer.GitLab()), $"{shelf.ProjectId}");
        var second = await ExchangeAsync(shelf, _issuer.Sign(_issuer.GitLab()), $"{shelf.ProjectId}");
        var other = await ExchangeAsync(shelf, _issuer.Sign(_issuer.GitLab(("pipeline_id", "575"))), $"{shelf.ProjectId}");

        Assert.Equal(first.Json("pipeline_id"), second.Json("pipeline_id"));
        Assert.NotEqual(first.Json("pipeline_id"), other.Json("pipeline_id"));
    }

    [Theory, EveryEngine]
    public async Task Whom_no_project_trusts_gets_nothing(DatabaseEngine engine)
    {
        await using var shelf = await CreateAsync(engine);
        var other = await shelf.Registry.CreateProjectAsync("acme/other");
        await TrustAsync(shelf, ("project_id", "22"), ("ref_protected", "true"));

        foreach (var (claims, project) in new (JsonObject, string)[]
        {
            (_issuer.GitLab(), $"{shelf.ProjectId}"), // lacks a claim
            (_issuer.GitLab(("ref_protected", false)), $"{shelf.ProjectId}"),
            (_issuer.GitLab(("ref_protected", "TRUE")), $"{shelf.ProjectId}"),
            (_issuer.GitLab(("ref_protected", new JsonArray("true"))), $"{shelf.ProjectId}"),
            (_issuer.GitLab(("ref_protected", true), ("project_id", "222")), $"{shelf.ProjectId}"),
            (_issuer.GitLab(("ref_protected", true)), $"{other}"),
            (_issuer.GitLab(("ref_protected", true)), "acme/not-there"),
        })
        {
            Assert.Equal($$"""401 {"message":"{{NoPublisher}}"}""", (await ExchangeAsync(shelf, _issuer.Sign(claims), project)).ToString());
        }

        Assert.Equal(201, (await ExchangeAsync(shelf, _issuer.Sign(_issuer.GitLab(("ref_protected", true))), $"{shelf.ProjectId}")).Status);
        await using var database = shelf.Registry.Open();
        Assert.Equal((1, 1, 1), (await database.Jobs.CountAsync(), await database.Pipelines.CountAsync(), await database.SpentIdTokens.CountAsync()));
    }

    [Theory, EveryEngine]
    public async Task A_publisher_is_worth_what_its_founder_may_do(DatabaseEngine engine)
    {
        await using var shelf = await CreateAsync(engine);
        await TrustAsync(shelf, ("project_id", "22"));
        await shelf.Registry.ChangeRowsAsync(async rows => (await rows.Memberships.SingleAsync()).AccessLevel = AccessLevel.Reporter);

        var answer = await ExchangeAsync(shelf, _issuer.Sign(_issuer.GitLab()), $"{shelf.ProjectId}");

        Assert.Equal("""403 {"message":"403 Forbidden - Whoever set up the trusted publisher may not publish in the project any more."}""", answer.ToString());
        await using var database = shelf.Registry.Open();
        Assert.Equal((0, 0, 0), (await database.Jobs.CountAsync(), await database.Pipelines.CountAsync(), await database.SpentIdTokens.CountAsync()));
    }

    [Theory]
    [InlineData("ref", null, "ref")]
    [InlineData("sha", null, "sha")]
    [InlineData("sha", "main", "sha")]
    public async Task A_build_that_cannot_be_recorded_is_refused(string claim, string? value, string named)
    {
        await using var shelf = await CreateAsync(DatabaseEngine.Sqlite);
        await TrustAsync(shelf, ("project_id", "22"));

        Assert.Equal(
            $$"""400 {"message":"400 Bad request - The ID token has no claim {{named}} that can be recorded."}""",
            (await ExchangeAsync(shelf, _issuer.Sign(_issuer.GitLab((claim, value))), $"{shelf.ProjectId}")).ToString());
    }

    [Fact]
    public async Task What_is_missing_or_no_token_is_refused_by_its_name()
    {
        await using var shelf = await CreateAsync(DatabaseEngine.Sqlite);

        Assert.Equal("""400 {"error":"token is missing, project is missing"}""", (await shelf.Registry.SendAsync(HttpMethod.Post, "/api/v4/oidc/token")).ToString());
        Assert.Equal(
            """400 {"message":"400 Bad request - The ID token is no signed JSON Web Token of at most 16384 characters."}""", (await ExchangeAsync(shelf, "a.b.c", $"{shelf.ProjectId}")).ToString());
        Assert.Equal(
            """401 {"message":"401 Unauthorized - The issuer (iss) of the ID token is none that this registry trusts."}""",
            (await ExchangeAsync(shelf, _issuer.Sign(_issuer.GitLab(("iss", "https://gitlab.com"))), $"{shelf.ProjectId}")).ToString());
        _issuer.Configuration = context => context.Response.WriteAsync("{}");
        Assert.Equal(
            """503 {"message":"503 Service Unavailable - The keys of the ID token's issuer cannot be read now. Try again."}""",
            (await ExchangeAsync(shelf, _issuer.Sign(_issuer.GitLab()), $"{shelf.ProjectId}")).ToString());
    }

    [Fact]
    public async Task A_form_is_taken_as_well()
    {
        await using var shelf = await CreateAsync(DatabaseEngine.Sqlite);
        await TrustAsync(shelf, ("project_path", "acme/web"));

        var answer = await shelf.Registry.SendAsync(HttpMethod.Post, "/api/v4/oidc/token", content: new FormUrlEncodedContent(
            [KeyValuePair.Create("token", _issuer.Sign(_issuer.GitLab())), KeyValuePair.Create("project", "acme/tools/web")]));

        Assert.Equal(201, answer.Status);
    }

    [Theory, EveryEngine]
    public async Task Npm_gets_a_token_for_the_one_package_at_the_root_and_below_each_prefix(DatabaseEngine engine)
    {
        await using var shelf = await CreateAsync(engine);
        await TrustAsync(shelf, ("project_id", "22"));
        const string name = "@acme/web";
        const string other = "403 Forbidden - The token is for the package @acme/web alone.";

        foreach (var (index, prefix) in ((string[])[Root, $"{shelf.Api}/packages/npm", "/api/v4/projects/acme%2Ftools%2Fweb/packages/npm", "/api/v4/groups/acme/-/packages/npm", Instance]).Index())
        {
            var answer = await ExchangeNpmAsync(shelf, prefix, name, _issuer.Sign(_issuer.GitLab()));
            var token = answer.Json("token");
            Assert.Equal($$"""201 {"token":"{{token}}","token_type":"oidc","created":"T","expires":"T"}""", answer.Timeless());
            Assert.Equal("no-store", answer.Header("Cache-Control"));
            Assert.Equal($$"""403 {"message":"{{other}}","error":"{{other}}"}""", (await shelf.Registry.PublishAsync(shelf.ProjectId, "@acme/other", "1.0.0", token)).ToString());
            Assert.Equal(200, (await shelf.Registry.PublishAsync(shelf.ProjectId, name, $"1.0.{index}", token)).Status);
        }

        await using var database = shelf.Registry.Open();
        Assert.All(await database.Jobs.ToListAsync(), job => Assert.Equal(name, job.PackageName));
    }

    [Fact]
    public async Task Npm_is_told_in_its_own_words_why_not()
    {
        await using var shelf = await CreateAsync(DatabaseEngine.Sqlite);
        await TrustAsync(shelf, ("project_id", "22"));
        var elsewhere = await shelf.Registry.CreateProjectAsync("elsewhere/web");
        const string missing = "401 Unauthorized - Send the ID token as Authorization: Bearer.";

        Assert.Equal(Both(401, missing), (await shelf.Registry.SendAsync(HttpMethod.Post, Address(Root, "web"))).ToString());
        Assert.Equal(Both(401, missing), (await shelf.Registry.SendAsync(HttpMethod.Post, Address(Root, "web"), shelf.Token)).ToString()); // by Basic
        Assert.Equal(Both(401, NoPublisher), (await ExchangeNpmAsync(shelf, $"/api/v4/projects/{elsewhere}/packages/npm", "web", _issuer.Sign(_issuer.GitLab()))).ToString());
        Assert.Equal(Both(401, NoPublisher), (await ExchangeNpmAsync(shelf, "/api/v4/projects/999999/packages/npm", "web", _issuer.Sign(_issuer.GitLab()))).ToString());
        Assert.Equal(Both(401, NoPublisher), (await ExchangeNpmAsync(shelf, "/api/v4/groups/elsewhere/-/packages/npm", "web", _issuer.Sign(_issuer.GitLab()))).ToString());
        Assert.Equal(Both(401, NoPublisher), (await ExchangeNpmAsync(shelf, "/api/v4/groups/nowhere/-/packages/npm", "web", _issuer.Sign(_issuer.GitLab()))).ToString());
        Assert.Equal(400, (await ExchangeNpmAsync(shelf, Root, ".web..%20", _issuer.Sign(_issuer.GitLab()))).Status);
        var token = _issuer.Sign(_issuer.GitLab());
        Assert.Equal(201, (await ExchangeNpmAsync(shelf, Root, "web", token)).Status);
        Assert.Equal(Both(401, Spent), (await ExchangeNpmAsync(shelf, Root, "web", token)).ToString());
    }

    [Fact]
    public async Task The_root_is_the_hosts_also_where_the_registry_has_a_path()
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite, [.. _issuer.Settings, "--Registry:PathBase=/packages"]);
        await TrustAsync(shelf, ("project_id", "22"));

        Assert.Equal(201, (await ExchangeNpmAsync(shelf, Root, "web", _issuer.Sign(_issuer.GitLab()))).Status);
        Assert.Equal(201, (await ExchangeNpmAsync(shelf, "/packages", "web", _issuer.Sign(_issuer.GitLab()))).Status);
    }

    [Theory, EveryEngine]
    public async Task At_the_root_the_name_tells_which_of_several_projects_is_meant(DatabaseEngine engine)
    {
        await using var shelf = await CreateAsync(engine);
        var admin = await shelf.Registry.CreateUserAsync("root", isAdmin: true);
        var root = await shelf.Registry.CreateTokenAsync(admin);
        var other = await shelf.Registry.CreateProjectAsync("globex/web");
        await TrustAsync(shelf, ("project_id", "22"));
        await shelf.Registry.ChangeRowsAsync(rows =>
        {
            var first = rows.TrustedPublishers.Single();
            rows.TrustedPublishers.Add(new TrustedPublisher { ProjectId = other, UserId = admin.Id, Issuer = first.Issuer, Claims = first.Claims, Name = "ci", CreatedAt = first.CreatedAt });
            return Task.CompletedTask;
        });
        Assert.Equal(200, (await shelf.Registry.PublishAsync(other, "held", "1.0.0", root)).Status);
        await shelf.NpmAsync("both", "1.0.0");
        Assert.Equal(200, (await shelf.Registry.PublishAsync(other, "both", "1.1.0", root)).Status);

        Assert.Equal(other, await ProjectOfAsync(await ExchangeNpmAsync(shelf, Root, "held", _issuer.Sign(_issuer.GitLab()))));
        Assert.Equal(shelf.ProjectId, await ProjectOfAsync(await ExchangeNpmAsync(shelf, Root, "@acme/new", _issuer.Sign(_issuer.GitLab()))));
        Assert.Equal(other, await ProjectOfAsync(await ExchangeNpmAsync(shelf, Instance, "@globex/new", _issuer.Sign(_issuer.GitLab()))));
        Assert.Equal(other, await ProjectOfAsync(await ExchangeNpmAsync(shelf, $"/api/v4/projects/{other}/packages/npm", "both", _issuer.Sign(_issuer.GitLab()))));
        Assert.Equal(other, await ProjectOfAsync(await ExchangeNpmAsync(shelf, "/api/v4/groups/globex/-/packages/npm", "new", _issuer.Sign(_issuer.GitLab()))));
        foreach (var name in (string[])["both", "new", "@nobody/new"])
        {
            Assert.Equal(
                $$"""400 {"message":"400 Bad request - {{Ambiguous}}","error":"{{Ambiguous}}"}""", (await ExchangeNpmAsync(shelf, Root, name, _issuer.Sign(_issuer.GitLab()))).ToString());
        }

        async Task<long> ProjectOfAsync(HttpAnswer answer)
        {
            Assert.True(answer.Status == 201, answer.ToString());
            await using var database = shelf.Registry.Open();
            return (await database.Jobs.OrderByDescending(job => job.Id).FirstAsync()).ProjectId;
        }
    }

    private Task<Shelf> CreateAsync(DatabaseEngine engine) => Shelf.CreateAsync(engine, _issuer.Settings);

    private async Task TrustAsync(Shelf shelf, params (string Name, string Value)[] claims)
    {
        var answer = await shelf.SendAsync(HttpMethod.Post, "/trusted_publishers", content: JsonContent.Create(
            new { name = "ci", issuer = _issuer.Address, claims = claims.ToDictionary(claim => claim.Name, claim => claim.Value) }));
        Assert.True(answer.Status == 201, answer.ToString());
    }

    private static Task<HttpAnswer> ExchangeAsync(Shelf shelf, string token, string project) =>
        shelf.Registry.SendAsync(HttpMethod.Post, "/api/v4/oidc/token", content: JsonContent.Create(new { token, project }));

    private static Task<HttpAnswer> ExchangeNpmAsync(Shelf shelf, string prefix, string name, string token) =>
        shelf.Registry.SendAsync(HttpMethod.Post, Address(prefix, name), headers: headers => headers.Add("Authorization", $"Bearer {token}"));

    private static string Address(string prefix, string name) => $"{prefix}/-/npm/v1/oidc/token/exchange/package/{TestPackages.Escape(name)}";

    private static string Both(int status, string message) => $$"""{{status}} {"message":"{{message}}","error":"{{message}}"}""";
}
