using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Unit.Npm;
using Registry.Unit.Packages;
using Registry.Web.Auditing;
using Registry.Web.Packages;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Auditing;

/// <summary>What was done can be read by those who must know.</summary>
public sealed partial class AuditEventTests
{
    private const string Events = "/audit_events";

    [Theory, EveryEngine]
    public async Task An_event_says_who_did_what_to_what_with_which_token_from_where_and_what_it_changed(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var deploy = await shelf.Registry.CreateDeployTokenAsync(TokenScopes.WritePackageRegistry, shelf.ProjectId);
        Assert.Equal(200, (await shelf.Registry.PublishAsync(shelf.ProjectId, "web", "1.0.0", deploy)).Status);
        Assert.Equal(200, (await shelf.SendAsync(HttpMethod.Put, "/package_settings/helm", content: JsonContent.Create(new { allows_duplicates = false }))).Status);

        var listed = await shelf.GetAsync($"{Events}?per_page=2");

        var (project, path) = (shelf.ProjectId, NpmStage.FullPath);
        const string Before = "duplicates allowed, forwarding as the server does, file size as the server does";
        const string After = "duplicates refused, forwarding as the server does, file size as the server does";
        var changed = $$"""{"id":<id>,"author_id":1,"entity_id":{{project}},"entity_type":"Project","event_name":"package_settings.change","details":{"change":"package_settings.change","from":"{{Before}}","to":"{{After}}","author_name":"mara","author_class":"User","target_details":"Helm settings","ip_address":"127.0.0.1","entity_path":"{{path}}"},"created_at":"<moment>","token_kind":"personal_access_token","token_id":1,"before":"{{Before}}","after":"{{After}}"}""";
        var published = $$"""{"id":<id>,"author_id":1,"entity_id":{{project}},"entity_type":"Project","event_name":"package.publish","details":{"author_name":"gitlab+deploy-token-1","author_class":"DeployToken","target_details":"web 1.0.0","ip_address":"127.0.0.1","entity_path":"{{path}}"},"created_at":"<moment>","token_kind":"deploy_token","token_id":1,"before":null,"after":null}""";
        Assert.Equal($"200 [{changed},{published}]", Told(listed));
        Assert.Equal(("5", "1", "2"), (listed.Header("X-Total"), listed.Header("X-Page"), listed.Header("X-Next-Page")));
    }

    [Theory, EveryEngine]
    public async Task Filters_leave_out_other_moments_actions_and_actors(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        await shelf.NpmAsync("web", "1.0.0");
        await shelf.NpmAsync("web", "2.0.0");
        await using (var database = shelf.Registry.Open())
        {
            database.AuditEvents.Single(one => one.Target == "web 1.0.0").At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            await database.SaveChangesAsync();
        }

        foreach (var (query, targets) in new[]
        {
            ("action=package.publish", "web 2.0.0, web 1.0.0"),
            ("action=package.publish&created_before=2026-01-01", "web 1.0.0"),
            ("action=package.publish&created_after=2026-01-01T00:00:01Z", "web 2.0.0"),
            ("actor=mara", "web 2.0.0, web 1.0.0"),
            ("actor=mar", ""),
            ("action=package", ""),
            ("actor=command%20line&action=project.create", NpmStage.FullPath),
        })
        {
            var answer = await shelf.GetAsync($"{Events}?{query}");
            Assert.Equal((query, 200, targets), (query, answer.Status, string.Join(", ", Targets(answer))));
        }

        Assert.Equal("""400 {"error":"created_after is invalid, pagination does not have a valid value"}""", (await shelf.GetAsync($"{Events}?created_after=then&pagination=x")).ToString());
        Assert.Equal("""400 {"error":"cursor is invalid"}""", (await shelf.GetAsync($"{Events}?pagination=keyset&cursor=x")).ToString());
    }

    [Theory, EveryEngine]
    public async Task Pages_by_cursor_lead_through_the_whole_list_and_back(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        foreach (var version in (string[])["1.0.0", "2.0.0", "3.0.0"])
        {
            await shelf.NpmAsync("web", version);
        }

        const string First = $"{Events}?pagination=keyset&per_page=2&action=package.publish";
        var first = await shelf.GetAsync(First);
        var second = await FollowAsync(first, "next");
        var back = await FollowAsync(second, "prev");

        Assert.Equal(["web 3.0.0", "web 2.0.0"], Targets(first));
        Assert.Equal(["web 1.0.0"], Targets(second));
        Assert.Equal(first.Text, back.Text);
        Assert.Null(first.Header("X-Total"));
        Assert.DoesNotContain("rel=\"next\"", second.Header("Link"), StringComparison.Ordinal);

        Task<HttpAnswer> FollowAsync(HttpAnswer from, string rel) => shelf.Registry.GetAsync(
            new Uri(Regex.Match(from.Header("Link")!, $"<([^>]+)>; rel=\"{rel}\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value).PathAndQuery, shelf.Token);
    }

    [Theory, EveryEngine]
    public async Task A_group_shows_what_happened_in_all_that_lies_below_it_and_nothing_else(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var owner = await shelf.Registry.CreateUserAsync("olga");
        await shelf.Registry.AddMemberAsync("acme", owner, AccessLevel.Owner);
        await shelf.Registry.CreateProjectAsync("umbrella/hidden");
        await shelf.NpmAsync("web", "1.0.0");
        var token = await shelf.Registry.CreateTokenAsync(owner);
        var root = await shelf.Registry.CreateTokenAsync(await shelf.Registry.CreateUserAsync("root", isAdmin: true));

        var ofGroup = await shelf.Registry.GetAsync($"/api/v4/groups/acme{Events}", token);
        var ofAll = await shelf.Registry.GetAsync($"/api/v4{Events}?action=project.create", root);

        Assert.Equal(["web 1.0.0", "olga as Owner", "mara as Maintainer", NpmStage.FullPath, "acme/tools", "acme"], Targets(ofGroup));
        Assert.Equal(["umbrella/hidden", NpmStage.FullPath], Targets(ofAll));
        Assert.Contains(
            $$"""{"id":<id>,"author_id":0,"entity_id":1,"entity_type":"Group","event_name":"member.add","details":{"author_name":"command line","author_class":"CommandLine","target_details":"olga as Owner","ip_address":null,"entity_path":"acme"},"created_at":"<moment>","token_kind":null,"token_id":null,"before":null,"after":null}""",
            Told(ofGroup),
            StringComparison.Ordinal);
        Assert.Equal("""403 {"message":"403 Forbidden"}""", (await shelf.Registry.GetAsync($"/api/v4/groups/acme%2Ftools{Events}", shelf.Token)).ToString());
        Assert.Equal("""403 {"message":"403 Forbidden"}""", (await shelf.Registry.GetAsync($"/api/v4{Events}", token)).ToString());
    }

    [Theory, EveryEngine]
    public async Task The_page_says_by_which_token_and_who_only_gave_a_name(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        await shelf.Registry.CreateUserAsync("root", isAdmin: true);
        await shelf.NpmAsync("web", "1.0.0");
        using var browser = await FormBrowser.SignedInAsync(shelf.Registry, "root");
        using var guesser = new FormBrowser(shelf.Registry);
        await guesser.SignInAsync("mara", "wrong horse");
        await using var database = shelf.Registry.Open();
        var token = (await database.PersonalAccessTokens.SingleAsync()).Id;

        Assert.Contains($"by token tests (#{token}), 127.0.0.1", await ReadAsync("package.publish"), StringComparison.Ordinal);
        Assert.Contains("somebody who gave that name, 127.0.0.1", await ReadAsync("session.refuse"), StringComparison.Ordinal);
        await database.PersonalAccessTokens.ExecuteDeleteAsync();
        Assert.Contains($"by token #{token}, 127.0.0.1", await ReadAsync("package.publish"), StringComparison.Ordinal);

        async Task<string> ReadAsync(string action) => (await browser.GetAsync($"/admin/audit_events?action={action}")).Text;
    }

    [Theory, EveryEngine]
    public async Task An_export_is_a_table_of_all_that_matches_and_no_cell_of_it_is_a_formula(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var by = new AuditSource(new Actor { Kind = ActorKind.User, Id = 7, Name = "@ada" }, 3, "10.0.0.7");
        await using (var database = shelf.Registry.Open())
        {
            foreach (var (target, before, after) in new[] { ("=1+2", "-x", "+y"), ("a, \"b\"\nc", "\tz", "plain") })
            {
                database.AuditEvents.Add(by.Event(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), "odd.thing", target, shelf.ProjectId, before: before, after: after));
                await database.SaveChangesAsync();
            }
        }

        var exported = await shelf.GetAsync($"{Events}/export?action=odd.thing");
        var ids = Targets(await shelf.GetAsync($"{Events}?action=odd.thing"), "id");

        Assert.Equal(
            "200 id,created_at,event_name,author_id,author_name,author_class,entity_type,entity_id,entity_path,target_details,ip_address,token_kind,token_id,before,after\r\n"
            + $"{ids[0]},2026-01-02T03:04:05.678Z,odd.thing,7,'@ada,User,Project,{shelf.ProjectId},{NpmStage.FullPath},\"a, \"\"b\"\"\nc\",10.0.0.7,personal_access_token,3,'\tz,plain\r\n"
            + $"{ids[1]},2026-01-02T03:04:05.678Z,odd.thing,7,'@ada,User,Project,{shelf.ProjectId},{NpmStage.FullPath},'=1+2,10.0.0.7,personal_access_token,3,'-x,'+y\r\n",
            exported.ToString());
        Assert.Equal(
            ("text/csv; charset=utf-8", "attachment; filename=\"audit_events.csv\"", "no-store"),
            (exported.Header("Content-Type"), exported.Header("Content-Disposition"), exported.Header("Cache-Control")));
        var head = await shelf.SendAsync(HttpMethod.Head, $"{Events}/export");
        Assert.Equal((200, "text/csv; charset=utf-8", 0), (head.Status, head.Header("Content-Type"), head.Bytes.Length));
    }

    [Theory, EveryEngine]
    public async Task An_export_goes_on_past_one_batch(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        await using (var database = shelf.Registry.Open())
        {
            AuditSource by = RunningRegistry.Operator;
            database.AuditEvents.AddRange(Enumerable.Range(0, 2_500).Select(number => by.Event(DateTimeOffset.UtcNow, "many.things", $"n{number}", shelf.ProjectId)));
            await database.SaveChangesAsync();
        }

        var lines = (await shelf.GetAsync($"{Events}/export?action=many.things")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2_501, lines.Length);
        Assert.Equal(2_500, lines.Skip(1).Select(line => line.Split(',')[0]).Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>Each way to change something, and what the audit says of it: who, what, and from where.</summary>
    [Theory, EveryEngine]
    public async Task Every_writer_records_what_it_did_with_its_source(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var chart = TestCharts.Package();
        var form = RunningRegistry.Form(chart);
        form.Add(new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(Provenances.Of(chart))), "prov", "mychart-0.1.0.tgz.prov");
        Assert.Equal(201, (await shelf.SendAsync(HttpMethod.Post, "/packages/helm/api/stable/charts", content: form)).Status);
        var web = await shelf.NpmAsync("web", "1.0.0");
        await shelf.NpmAsync("web", "2.0.0");
        await OkAsync(HttpMethod.Put, "/packages/npm/-/package/web/dist-tags/beta", new StringContent("\"1.0.0\"", null, "application/json"));
        await OkAsync(HttpMethod.Put, "/packages/npm/-/package/web/dist-tags/beta", new StringContent("\"2.0.0\"", null, "application/json"));
        await OkAsync(HttpMethod.Delete, "/packages/npm/-/package/web/dist-tags/beta");
        await OkAsync(HttpMethod.Put, "/packages/npm/web", TestPackages.Json(TestPackages.Deprecation("web", "old", "1.0.0")));
        await OkAsync(HttpMethod.Put, "/packages/npm/web", TestPackages.Json(TestPackages.Deprecation("web", "", "1.0.0")));
        await OkAsync(HttpMethod.Delete, $"/packages/{web}");
        await OkAsync(HttpMethod.Post, $"/packages/{web}/restore");
        await OkAsync(HttpMethod.Delete, "/packages/npm/web/-rev/undefined");
        await OkAsync(HttpMethod.Put, "/package_settings/npm", JsonContent.Create(new { forwards_requests = true }));
        await OkAsync(HttpMethod.Post, "/packages/protection/rules", JsonContent.Create(new { package_name_pattern = "web", package_type = "npm", minimum_access_level_for_push = "owner" }));
        await OkAsync(HttpMethod.Patch, "/packages/protection/rules/1", JsonContent.Create(new { minimum_access_level_for_push = "admin" }));
        await OkAsync(HttpMethod.Delete, "/packages/protection/rules/1");
        await OkAsync(HttpMethod.Post, "/deploy_tokens", JsonContent.Create(new { name = "cluster", scopes = "read_package_registry" }));
        await OkAsync(HttpMethod.Put, "/deploy_tokens/1", JsonContent.Create(new { disabled = true }));
        await OkAsync(HttpMethod.Delete, "/deploy_tokens/1");
        var login = await shelf.SendAsync(HttpMethod.Put, "/packages/npm/-/user/org.couchdb.user:mara", content: JsonContent.Create(new { name = "mara", password = "correct horse" }));
        Assert.Equal(201, login.Status);
        Assert.Equal(200, (await shelf.Registry.SendAsync(HttpMethod.Post, "/api/v4/personal_access_tokens/1/rotate", shelf.Token)).Status);

        await using var database = shelf.Registry.Open();
        var events = database.AuditEvents.Where(one => one.Actor.Kind == ActorKind.User).OrderBy(one => one.Id).ToList();
        Assert.Equal(
            [
                "package.publish mychart 0.1.0", "package_file.publish mychart-0.1.0.tgz.prov", "package.publish web 1.0.0", "package.publish web 2.0.0",
                "package_tag.set web beta 1.0.0", "package_tag.set web beta 2.0.0", "package_tag.delete web beta", "package.deprecate web 1.0.0", "package.undeprecate web 1.0.0",
                "package.delete web 1.0.0", "package.restore web 1.0.0", "package.delete web 1.0.0", "package.delete web 2.0.0", "package_settings.change Npm settings",
                "protection_rule.create Npm web", "protection_rule.change Npm web", "protection_rule.delete Npm web",
                "deploy_token.create cluster", "deploy_token.disable cluster", "deploy_token.delete cluster",
            ],
            events.SkipLast(2).Select(one => $"{one.Action} {one.Target}"));
        Assert.Equal(
            [(null, "1.0.0"), ("1.0.0", "2.0.0"), ("2.0.0", null), (null, "old"), ("old", null)],
            events.Where(one => one.Action.StartsWith("package_tag.", StringComparison.Ordinal) || one.Action.EndsWith("deprecate", StringComparison.Ordinal)).Select(one => (one.Before, one.After)));
        Assert.All(events.SkipLast(2), one => Assert.Equal(("mara", "127.0.0.1", 1L, shelf.ProjectId), (one.Actor.Name, one.Address, one.PersonalAccessTokenId, one.ProjectId)));
        Assert.Equal([("personal_access_token.create", "127.0.0.1", null), ("personal_access_token.rotate", "127.0.0.1", 1L)], events.TakeLast(2).Select(one => (one.Action, one.Address!, one.PersonalAccessTokenId)));

        async Task OkAsync(HttpMethod method, string path, HttpContent? content = null)
        {
            var answer = await shelf.SendAsync(method, path, content: content);
            Assert.True(answer.Status is >= 200 and < 300, $"{method} {path}: {answer}");
        }
    }

    [Theory, EveryEngine]
    public async Task What_the_operator_does_is_recorded_too(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        await shelf.ChartAsync();
        await shelf.Registry.CreateProjectAsync("acme/shown/web", Visibility.Public);
        string digest;
        await using (var database = shelf.Registry.Open())
        {
            digest = database.PackageFiles.Single().Sha256;
            await shelf.Registry.AddMemberAsync(NpmStage.FullPath, database.Users.Single(), AccessLevel.Owner);
        }

        var damaged = shelf.Registry.Services.GetRequiredService<DamagedPackages>();
        await damaged.MarkAsync([digest], RunningRegistry.Operator, CancellationToken.None);
        await damaged.MarkAsync([], RunningRegistry.Operator, CancellationToken.None);

        await using var read = shelf.Registry.Open();
        Assert.Equal(
            [
                "group.create acme:  > ", "group.create acme/tools:  > ", "project.create acme/tools/web:  > ", "member.add mara as Maintainer:  > ",
                "group.update acme: private > public", "group.create acme/shown:  > ", "project.create acme/shown/web:  > ", "member.add mara as Owner: Maintainer > Owner",
                "package.verify mychart 0.1.0: Default > Error", "package.verify mychart 0.1.0: Error > Default",
            ],
            read.AuditEvents.Where(one => one.Actor.Kind == ActorKind.CommandLine && !one.Action.StartsWith("user") && !one.Action.StartsWith("personal")).OrderBy(one => one.Id).ToList()
                .Select(one => $"{one.Action} {one.Target}: {one.Before} > {one.After}"));
    }

    private static string Told(HttpAnswer answer) => Id().Replace(Moment().Replace(answer.ToString(), "<moment>"), "{\"id\":<id>,");

    private static IReadOnlyList<string> Targets(HttpAnswer answer, string? field = null)
    {
        using var document = JsonDocument.Parse(answer.Bytes);
        return [.. document.RootElement.EnumerateArray().Select(one => field is null ? one.GetProperty("details").GetProperty("target_details").GetString()! : one.GetProperty(field).ToString())];
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", RegexOptions.NonBacktracking)]
    private static partial Regex Moment();

    [GeneratedRegex(@"\{""id"":\d+,", RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}
