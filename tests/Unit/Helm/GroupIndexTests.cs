using System.Security.Cryptography;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Helm;

/// <summary>One index over all projects of a group.</summary>
public sealed class GroupIndexTests
{
    private const string Group = "/api/v4/groups/acme/-/packages/helm";

    [Theory, EveryEngine]
    public async Task It_shows_what_the_caller_may_read_and_its_charts_download(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var (open, _) = await ProjectAsync(registry, "acme/open", Visibility.Public);
        var (closed, devi) = await ProjectAsync(registry, "acme/deep/closed", Visibility.Private);
        var (elsewhere, _) = await ProjectAsync(registry, "other/open", Visibility.Public);
        var admin = await registry.CreateTokenAsync(await registry.CreateUserAsync("root", isAdmin: true));
        var web = TestCharts.Package("web");
        await registry.UploadAsync(Address(open), web, admin);
        await registry.UploadAsync(Address(closed), TestCharts.Package("vault"), admin);
        await registry.UploadAsync(Address(elsewhere), TestCharts.Package("stray"), admin);

        var anonymous = await registry.GetAsync($"{Group}/stable/index.yaml");
        var developer = await registry.GetAsync($"{Group}/stable/index.yaml", await registry.CreateTokenAsync(devi));

        Assert.Equal(["web"], Names(anonymous));
        Assert.Equal(["vault", "web"], Names(developer));
        Assert.Contains($"\n    - \"charts/{open}/web-0.1.0.tgz\"\n", anonymous.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("serverInfo", anonymous.Text, StringComparison.Ordinal);
        Assert.Equal(web, (await registry.GetAsync($"{Group}/stable/charts/{open}/web-0.1.0.tgz")).Bytes);
        Assert.Equal(404, (await registry.GetAsync($"{Group}/stable/charts/{closed}/vault-0.1.0.tgz")).Status);
        Assert.Equal(200, (await registry.GetAsync($"{Group}/stable/charts/{closed}/vault-0.1.0.tgz", admin)).Status);
        Assert.Equal(404, (await registry.GetAsync($"{Group}/stable/charts/{elsewhere}/stray-0.1.0.tgz")).Status);
    }

    [Theory, EveryEngine]
    public async Task A_name_belongs_to_the_project_that_first_published_it(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var (first, devi) = await ProjectAsync(registry, "acme/first", Visibility.Private);
        var (second, _) = await ProjectAsync(registry, "acme/second", Visibility.Public);
        var admin = await registry.CreateTokenAsync(await registry.CreateUserAsync("root", isAdmin: true));
        var real = TestCharts.Package("web", "1.0.0");
        await registry.UploadAsync(Address(first), real, admin, "other-channel");
        await registry.UploadAsync(Address(second), TestCharts.Package("web", "9.9.9"), admin);
        await registry.UploadAsync(Address(second), TestCharts.Package("tool"), admin);
        var token = await registry.CreateTokenAsync(devi);

        Assert.Equal(["tool"], Names(await registry.GetAsync($"{Group}/stable/index.yaml")));
        Assert.Equal(["tool"], Names(await registry.GetAsync($"{Group}/stable/index.yaml", token)));
        Assert.Equal(404, (await registry.GetAsync($"{Group}/stable/charts/{second}/web-9.9.9.tgz", token)).Status);
        await registry.UploadAsync(Address(first), real, admin);
        var index = await registry.GetAsync($"{Group}/stable/index.yaml", token);
        Assert.Equal(["tool", "web"], Names(index));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(real)), index.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("9.9.9", index.Text, StringComparison.Ordinal);
        Assert.Equal(["tool"], Names(await registry.GetAsync($"{Group}/stable/index.yaml")));
    }

    [Theory, EveryEngine]
    public async Task It_shows_an_upload_a_new_role_and_a_lost_one_at_the_very_next_request(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var (id, _) = await ProjectAsync(registry, "acme/charts", Visibility.Private);
        var admin = await registry.CreateTokenAsync(await registry.CreateUserAsync("root", isAdmin: true));
        var user = await registry.CreateUserAsync("rene");
        var token = await registry.CreateTokenAsync(user);
        await registry.UploadAsync(Address(id), TestCharts.Package("web"), admin);

        Assert.Equal("""404 {"message":"404 Group Not Found"}""", (await registry.GetAsync($"{Group}/stable/index.yaml", token)).ToString());
        await registry.AddMemberAsync("acme", user, AccessLevel.Reporter);
        var first = await registry.GetAsync($"{Group}/stable/index.yaml", token);
        Assert.Equal(["web"], Names(first));
        Assert.Equal(304, (await registry.SendAsync(HttpMethod.Get, $"{Group}/stable/index.yaml", token, headers: headers => headers.TryAddWithoutValidation("If-None-Match", first.Header("ETag")))).Status);
        await registry.UploadAsync(Address(id), TestCharts.Package("worker"), admin);
        Assert.Equal(["web", "worker"], Names(await registry.GetAsync($"{Group}/stable/index.yaml", token)));
        await registry.AddMemberAsync("acme", user, AccessLevel.Guest);
        Assert.Empty(Names(await registry.GetAsync($"{Group}/stable/index.yaml", token)));
    }

    [Fact]
    public async Task A_group_that_may_not_be_seen_is_not_there()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var (id, devi) = await ProjectAsync(registry, "acme/charts", Visibility.Private);
        var stranger = await registry.CreateTokenAsync(await registry.CreateUserAsync("stranger"));
        var deploy = await registry.CreateDeployTokenAsync(TokenScopeNames.Deploy, id);

        foreach (var group in (string[])["acme", "nothing", "devi", "999999"])
        {
            var path = $"/api/v4/groups/{group}/-/packages/helm/stable/index.yaml";
            var anonymous = await registry.GetAsync(path);
            Assert.Equal(group == "devi" ? 200 : 401, anonymous.Status);
            Assert.Equal(group == "devi" ? null : "Basic realm=\"GitLab Packages Registry\"", anonymous.Header("WWW-Authenticate"));
            Assert.Equal(group == "devi" ? 200 : 404, (await registry.GetAsync(path, stranger)).Status);
            Assert.Equal(401, (await registry.GetAsync(path, "wrong")).Status);
        }

        Assert.Equal(200, (await registry.GetAsync($"{Group}/stable/index.yaml", deploy)).Status);
        Assert.Equal(200, (await registry.GetAsync($"{Group}/stable/index.yaml", await registry.CreateTokenAsync(devi))).Status);
        Assert.Equal("""400 {"error":"channel is invalid"}""", (await registry.GetAsync($"{Group}/sta..ble/index.yaml", deploy)).ToString());
    }

    [Fact]
    public async Task Provenance_is_served_beside_the_chart_and_a_name_of_neither_is_not_there()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var (id, devi) = await ProjectAsync(registry, "acme/charts", Visibility.Private);
        var token = await registry.CreateTokenAsync(devi);
        var chart = TestCharts.Package("web");
        var provenance = Provenances.Of(chart, "web");
        var form = RunningRegistry.Form(chart);
        form.Add(new StringContent(provenance), "prov", "web-0.1.0.tgz.prov");
        await registry.SendAsync(HttpMethod.Post, $"{Address(id)}/packages/helm/api/stable/charts", token, form);

        Assert.Equal((200, provenance), await AnswerAsync("web-0.1.0.tgz.prov"));
        foreach (var name in (string[])["web-0.1.0.tgz.prov.prov", "web-0.2.0.tgz.prov", "web-0.1.0", "web", "w", ".tgz", ".prov"])
        {
            Assert.Equal(404, (await AnswerAsync(name)).Status);
        }

        async Task<(int Status, string Text)> AnswerAsync(string name)
        {
            var answer = await registry.GetAsync($"{Group}/stable/charts/{id}/{name}", token);
            return (answer.Status, answer.Text);
        }
    }

    private static string Address(long id) => $"/api/v4/projects/{id}";

    // The lines two spaces in are names; a quoted name ends in a colon.
    private static List<string> Names(HttpAnswer index)
    {
        Assert.Equal(200, index.Status);
        return [.. index.Text.Split('\n').Where(line => line.StartsWith("  \"", StringComparison.Ordinal)).Select(line => line.Trim(' ', ':', '"'))];
    }

    private static async Task<(long Id, User Developer)> ProjectAsync(RunningRegistry registry, string fullPath, Visibility visibility)
    {
        var id = await registry.CreateProjectAsync(fullPath, visibility);
        var name = fullPath == "acme/charts" ? "devi" : $"devi-{id}";
        var user = await registry.CreateUserAsync(name);
        await registry.AddMemberAsync(fullPath, user, AccessLevel.Developer);
        return (id, user);
    }
}
