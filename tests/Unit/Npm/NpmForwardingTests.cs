using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Hosting;
using Registry.Web.Packages;
using Xunit;
using static Registry.Unit.Npm.NpmTown;

namespace Registry.Unit.Npm;

/// <summary>What is not here can be asked for upstream; what was ever here, never.</summary>
public sealed class NpmForwardingTests : IAsyncLifetime
{
    private const string NotFound = """404 {"message":"404 Package Not Found","error":"Package not found"}""";
    private const string Bulk = "/-/npm/v1/security/advisories/bulk";

    private readonly ConcurrentQueue<string> _askedUpstream = [];
    private TinyApp _upstream = null!;

    private string Upstream => _upstream.Address.AbsoluteUri.TrimEnd('/');

    public async Task InitializeAsync() => _upstream = await TinyApp.StartAsync(app => app.Run(async context =>
    {
        using var body = new StreamReader(context.Request.Body);
        _askedUpstream.Enqueue(
            $"{context.Request.Method} {context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget} {context.Request.Headers.Authorization} {await body.ReadToEndAsync()}");
        await context.Response.WriteAsync("from upstream");
    }));

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    [Fact]
    public async Task Nothing_is_forwarded_unless_it_was_asked_for()
    {
        await using var town = await NpmTown.CreateAsync(DatabaseEngine.Sqlite, $"--Registry:Npm:Upstream={Upstream}");
        var id = await town.CreateProjectAsync("acme/a");
        foreach (var prefix in (string[])[Project(id), Group("acme"), Instance])
        {
            Assert.Equal(NotFound, (await town.Registry.GetAsync($"{prefix}/left-pad", town.Admin)).ToString());
            Assert.Equal("200 {}", (await AuditAsync(town, prefix, "left-pad")).ToString());
        }

        Assert.Empty(_askedUpstream);
    }

    [Theory, EveryEngine]
    public async Task What_was_never_here_is_asked_for_upstream(DatabaseEngine engine)
    {
        await using var town = await ForwardingTownAsync(engine);
        var id = await town.CreateProjectAsync("acme/a");
        foreach (var prefix in (string[])[Project(id), Group("acme"), Instance])
        {
            foreach (var (path, there) in (IEnumerable<(string, string)>)
                [("left-pad", "left-pad"), ("@types/node", "@types%2fnode"), ("@types%2fnode", "@types%2fnode"), ("left-pad?write=true", "left-pad"), ("left-pad/1.0.0-a", "left-pad/1.0.0-a"), ("@types%2fnode/latest", "@types%2fnode/latest")])
            {
                foreach (var token in (string?[])[null, town.Admin])
                {
                    var answer = await town.Registry.GetAsync($"{prefix}/{path}", token);
                    Assert.Equal((302, $"{Upstream}/{there}", "no-store", ""), (answer.Status, answer.Header("Location"), answer.Header("Cache-Control"), answer.Text));
                }
            }

            Assert.Equal(NotFound, (await town.Registry.GetAsync($"{prefix}/-/package/left-pad/dist-tags", town.Admin)).ToString());
            Assert.Equal(NotFound, (await town.Registry.GetAsync($"{prefix}/left-pad/-/left-pad-1.0.0.tgz", town.Admin)).ToString());
        }

        using var client = new HttpClient { BaseAddress = town.Registry.Address, DefaultRequestHeaders = { Authorization = RunningRegistry.Basic(town.Admin) } };
        Assert.Equal("from upstream", await client.GetStringAsync(new Uri($"{Project(id)}/@types%2fnode", UriKind.Relative)));
        Assert.Equal(["GET /@types%2fnode  "], _askedUpstream); // and no credentials with it
    }

    [Theory, EveryEngine]
    public async Task A_name_or_scope_that_was_ever_here_is_never_asked_for_upstream(DatabaseEngine engine)
    {
        await using var town = await ForwardingTownAsync(engine);
        var (asked, elsewhere) = (await town.CreateProjectAsync("acme/a"), await town.CreateProjectAsync("other/secret/b", Visibility.Private));
        await town.Registry.CreateUserAsync("devi");
        await town.PublishAsync(elsewhere, "B", "gone", "1.0.0");
        await town.PublishAsync(elsewhere, "B", "@held/tool", "1.0.0");
        await town.PublishAsync(elsewhere, "B", "Capital", "1.0.0");
        await town.UnpublishAsync(elsewhere, "gone", "1.0.0");
        await town.UnpublishAsync(elsewhere, "Capital", "1.0.0");
        await town.UnpublishAsync(elsewhere, "@held/tool", "1.0.0");
        await town.Registry.Services.GetRequiredService<Registry.Web.Projects.Renaming>().RenameAsync("other", "renamed", RunningRegistry.Operator, CancellationToken.None);

        foreach (var prefix in (string[])[Project(asked), Group("acme"), Instance])
        {
            foreach (var name in (string[])["gone", "Gone", "GONE", "Capital", "capital", "CAPITAL", "@held/tool", "@Held/Tool", "@held/else", "@HELD/else", "@acme/x", "@Acme/x", "@other/x", "@renamed/x", "@devi/x"])
            {
                Assert.Equal(NotFound, (await town.Registry.GetAsync($"{prefix}/{TestPackages.Escape(name)}", town.Admin)).ToString());
                Assert.Equal(NotFound, (await town.Registry.GetAsync($"{prefix}/{TestPackages.Escape(name)}/1.0.0", town.Admin)).ToString());
                Assert.Equal("200 {}", (await AuditAsync(town, prefix, "left-pad", name)).ToString());
            }

            Assert.Equal(302, (await town.Registry.GetAsync($"{prefix}/@secret%2fx", town.Admin)).Status); // a scope is only a top-level path
        }
    }

    [Fact]
    public async Task What_is_there_and_may_not_be_read_is_not_asked_for_upstream()
    {
        await using var town = await ForwardingTownAsync(DatabaseEngine.Sqlite);
        var id = await town.CreateProjectAsync("acme/a", Visibility.Private);
        var guest = await town.Registry.CreateUserAsync("gus");
        await town.Registry.AddMemberAsync("acme/a", guest, AccessLevel.Guest);
        var token = await town.Registry.CreateTokenAsync(guest);
        await town.PublishAsync(id, "A", "tool", "1.0.0");

        foreach (var prefix in (string[])[Project(id), Group("acme"), Instance])
        {
            Assert.Equal(403, (await town.Registry.GetAsync($"{prefix}/tool", token)).Status);
            Assert.Equal(401, (await town.Registry.GetAsync($"{prefix}/tool")).Status);
        }

        Assert.Equal(403, (await town.Registry.GetAsync($"{Project(id)}/left-pad", token)).Status); // nor by whom the project does not serve
        Assert.Equal(401, (await town.Registry.GetAsync($"{Project(id)}/left-pad")).Status);
    }

    [Theory, EveryEngine]
    public async Task An_audit_goes_upstream_whole_if_none_of_its_packages_is_from_here(DatabaseEngine engine)
    {
        await using var town = await ForwardingTownAsync(engine);
        var id = await town.CreateProjectAsync("acme/a");
        await town.PublishAsync(id, "A", "tool", "1.0.0");
        foreach (var prefix in (string[])[Project(id), Group("acme"), Instance])
        {
            foreach (var path in (string[])[Bulk, "/-/npm/v1/security/audits/quick", "/-/npm/v1/security/audits"])
            {
                var tree = path == Bulk
                    ? new JsonObject { ["left-pad"] = new JsonArray("1.0.0") }
                    : new JsonObject { ["dependencies"] = new JsonObject { ["left-pad"] = new JsonObject { ["version"] = "1.0.0" } } };
                var away = await town.Registry.SendAsync(HttpMethod.Post, prefix + path, town.Admin, TestPackages.Json(tree));
                Assert.Equal((307, Upstream + path), (away.Status, away.Header("Location")));
                (path == Bulk ? tree : tree["dependencies"]!.AsObject())["tool"] = path == Bulk ? new JsonArray("1.0.0") : new JsonObject();
                Assert.Equal(200, (await town.Registry.SendAsync(HttpMethod.Post, prefix + path, town.Admin, TestPackages.Json(tree))).Status);
                Assert.Equal(401, (await town.Registry.SendAsync(HttpMethod.Post, prefix + path, content: TestPackages.Json(tree))).Status);
            }

            Assert.Equal(307, (await AuditAsync(town, prefix, [.. Enumerable.Range(0, 50_000).Select(i => $"package-{i}")])).Status);
            Assert.Equal("200 {}", (await AuditAsync(town, prefix, [.. Enumerable.Range(0, 49_999).Select(i => $"@s{i}/package"), "tool"])).ToString());
        }
    }

    [Theory, EveryEngine]
    public async Task A_project_can_say_otherwise_than_the_server(DatabaseEngine engine)
    {
        await using var on = await ForwardingTownAsync(engine);
        await using var off = await NpmTown.CreateAsync(engine, $"--Registry:Npm:Upstream={Upstream}");
        foreach (var (town, says, status) in ((NpmTown, bool?, int)[])[(on, false, 404), (on, true, 302), (on, null, 302), (off, true, 302), (off, false, 404), (off, null, 404)])
        {
            var path = $"acme/{Guid.NewGuid():n}";
            var (id, other) = (await town.CreateProjectAsync(path), await town.CreateProjectAsync($"{path}-other"));

            await town.Registry.Services.GetRequiredService<ForwardingRule>().SetAsync(id, PackageType.Npm, says, RunningRegistry.Operator, CancellationToken.None);

            Assert.Equal(status, (await town.Registry.GetAsync($"{Project(id)}/left-pad", town.Admin)).Status);
            Assert.Equal(town == on ? 302 : 404, (await town.Registry.GetAsync($"{Project(other)}/left-pad", town.Admin)).Status);
            Assert.Equal(town == on ? 302 : 404, (await town.Registry.GetAsync($"{Group("acme")}/left-pad", town.Admin)).Status);
            await using var database = town.Registry.Open();
            var settings = await database.PackageSettings.SingleAsync(one => one.ProjectId == id);
            Assert.Equal((says, true), (settings.ForwardsRequests, settings.AllowsDuplicates));
            var word = says switch { true => "on", false => "off", null => "as the server does" };
            var audited = await database.AuditEvents.Where(one => one.ProjectId == id && one.Action == "package_settings.change").Select(one => one.Target).ToListAsync();
            Assert.Equal([$"Npm forwarding {word}"], audited);
        }
    }

    private Task<NpmTown> ForwardingTownAsync(DatabaseEngine engine) =>
        NpmTown.CreateAsync(engine, "--Registry:Npm:ForwardsRequests=true", $"--Registry:Npm:Upstream={Upstream}/");

    private static Task<HttpAnswer> AuditAsync(NpmTown town, string prefix, params IEnumerable<string> names) => town.Registry.SendAsync(
        HttpMethod.Post,
        prefix + Bulk,
        town.Admin,
        TestPackages.Json(new JsonObject(names.Select(name => KeyValuePair.Create<string, JsonNode?>(name, new JsonArray("1.0.0"))))));
}
