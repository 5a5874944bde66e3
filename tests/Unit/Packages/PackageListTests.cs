using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Npm;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>GET /projects/:id/packages. Who is let in stands in RestAccessTests.</summary>
public sealed class PackageListTests
{
    [Theory, EveryEngine]
    public async Task A_list_shows_each_package_whole(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var chart = await shelf.Shelf.ChartAsync();
        var (first, _) = await shelf.OpenJobAsync();
        Assert.Equal(200, (await shelf.Registry.PublishAsync(shelf.ProjectId, "@acme/tool", "1.0.0", first)).Status);
        var damaged = await shelf.Shelf.ChartAsync("0.2.0");
        await shelf.ChangeAsync(damaged, package => (package.Status, package.StatusMessage) = (PackageStatus.Error, "Damaged: <x> & 'y'"));
        await shelf.ChangeAsync(chart, package => (package.LastDownloadedAt, package.StatusMessage) = (ReadShelf.Time.AddDays(1), "of old"));
        await shelf.SetTimesAsync();

        var answer = await shelf.GetAsync("/packages");

        var api = $"{shelf.Origin}/api/v4/projects/{shelf.ProjectId}/packages";
        Assert.Equal(
            ReadShelf.Ok($$"""
                [{"id":{{chart}},"name":"mychart","version":"0.1.0","package_type":"helm","status":"default",
                  "_links":{"web_path":"/acme/tools/web/-/packages/{{chart}}","delete_api_path":"{{api}}/{{chart}}"},
                  "created_at":"2026-07-14T09:30:00.007Z","last_downloaded_at":"2026-07-15T09:30:00.007Z","tags":[],"pipelines":[],"creator_id":{{shelf.User.Id}}},
                 {"id":{{chart + 1}},"name":"@acme/tool","version":"1.0.0","package_type":"npm","status":"default",
                  "_links":{"web_path":"/acme/tools/web/-/packages/{{chart + 1}}","delete_api_path":"{{api}}/{{chart + 1}}"},
                  "created_at":"2026-07-14T09:30:00.007Z","last_downloaded_at":null,
                  "tags":[{"id":6828005903303287,"package_id":{{chart + 1}},"name":"latest","created_at":"2026-07-14T09:30:00.007Z","updated_at":"2026-07-14T09:30:00.007Z","project_id":{{shelf.ProjectId}}}],
                  "pipeline":{{shelf.Pipeline(1)}},"pipelines":[{{shelf.Pipeline(1)}}],"creator_id":null},
                 {"id":{{damaged}},"name":"mychart","version":"0.2.0","package_type":"helm","status":"error","status_message":"Damaged: <x> & 'y'",
                  "_links":{"delete_api_path":"{{api}}/{{damaged}}"},
                  "created_at":"2026-07-14T09:30:00.007Z","last_downloaded_at":null,"tags":[],"pipelines":[],"creator_id":{{shelf.User.Id}}}]
                """),
            answer.ToString());
        Assert.Equal(("application/json; charset=utf-8", "max-age=0, private, must-revalidate"), (answer.Header("Content-Type"), answer.Header("Cache-Control")));
    }

    [Theory, EveryEngine]
    public async Task Whoever_may_not_delete_is_not_told_where(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var id = await shelf.Shelf.ChartAsync();
        string[] tokens =
        [
            await shelf.Shelf.MemberAsync(AccessLevel.Developer),
            await shelf.Shelf.MemberAsync(AccessLevel.Reporter),
            await shelf.Registry.CreateTokenAsync(shelf.User, TokenScopes.ReadApi),
        ];
        foreach (var token in tokens)
        {
            foreach (var path in (string[])["/packages", $"/packages/{id}", "/packages?pagination=keyset"])
            {
                Assert.Contains($$""","_links":{"web_path":"/acme/tools/web/-/packages/{{id}}"},""", (await shelf.GetAsync(path, token)).Text, StringComparison.Ordinal);
            }
        }

        var (job, _) = await shelf.OpenJobAsync();
        Assert.Contains("delete_api_path", (await shelf.Registry.SendAsync(HttpMethod.Get, $"{shelf.Shelf.Api}/packages", headers: headers => headers.Add("JOB-TOKEN", job))).Text, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Pages_go_on_where_the_last_ended_and_say_so(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        foreach (var version in (string[])["0.1.0", "0.2.0", "0.3.0"])
        {
            await shelf.Shelf.ChartAsync(version);
        }

        await shelf.SetTimesAsync(); // all at once: their ids settle it
        var list = $"{shelf.Origin}{shelf.Shelf.Api}/packages";
        var first = await shelf.GetAsync("/packages?page=1&per_page=2");
        var second = await shelf.GetAsync("/packages?page=2&per_page=2");
        var beyond = await shelf.GetAsync("/packages?page=3&per_page=2");

        Assert.Equal(("mychart 0.1.0, mychart 0.2.0", "mychart 0.3.0", ""), (ReadShelf.Names(first), ReadShelf.Names(second), ReadShelf.Names(beyond)));
        Assert.Equal("3 2 2 1 2 ", Headers(first));
        Assert.Equal("3 2 2 2  1", Headers(second));
        Assert.Equal("3 2 2 3  2", Headers(beyond));
        Assert.Equal(
            $"<{list}?page=2&per_page=2>; rel=\"next\", <{list}?page=1&per_page=2>; rel=\"first\", <{list}?page=2&per_page=2>; rel=\"last\"", first.Header("Link"));

        static string Headers(HttpAnswer answer) =>
            string.Join(' ', ((string[])["X-Total", "X-Total-Pages", "X-Per-Page", "X-Page", "X-Next-Page", "X-Prev-Page"]).Select(answer.Header));
    }

    [Theory, EveryEngine]
    public async Task A_list_is_ordered_as_asked(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var late = await shelf.Shelf.NpmAsync("web", "10.0.0");
        await shelf.Shelf.ChartAsync("9.0.0");
        await shelf.Shelf.NpmAsync("web", "9.0.0-b.1");
        await shelf.Shelf.NpmAsync("Web", "1.0.0");
        await shelf.Shelf.NpmAsync("we.b", "9.0.0-B");
        await shelf.SetTimesAsync();
        await shelf.ChangeAsync(late, package => package.CreatedAt = ReadShelf.Time.AddMilliseconds(1));
        async Task<string> ListAsync(string query) => ReadShelf.Names(await shelf.GetAsync($"/packages{query}"));

        const string ByTime = "mychart 9.0.0, web 9.0.0-b.1, Web 1.0.0, we.b 9.0.0-B, web 10.0.0";
        Assert.Equal(ByTime, await ListAsync(""));
        Assert.Equal(ByTime, await ListAsync("?order_by=created_at&sort=asc"));
        Assert.Equal("web 10.0.0, we.b 9.0.0-B, Web 1.0.0, web 9.0.0-b.1, mychart 9.0.0", await ListAsync("?sort=desc"));

        // Plain texts on both engines: capitals first, and 10 before 9.
        Assert.Equal("Web 1.0.0, mychart 9.0.0, we.b 9.0.0-B, web 10.0.0, web 9.0.0-b.1", await ListAsync("?order_by=name"));
        Assert.Equal("web 9.0.0-b.1, web 10.0.0, we.b 9.0.0-B, mychart 9.0.0, Web 1.0.0", await ListAsync("?order_by=name&sort=desc"));
        Assert.Equal("Web 1.0.0, web 10.0.0, mychart 9.0.0, we.b 9.0.0-B, web 9.0.0-b.1", await ListAsync("?order_by=version"));
        Assert.Equal("web 9.0.0-b.1, we.b 9.0.0-B, mychart 9.0.0, web 10.0.0, Web 1.0.0", await ListAsync("?order_by=version&sort=desc"));
        Assert.Equal("web 10.0.0, web 9.0.0-b.1, Web 1.0.0, we.b 9.0.0-B, mychart 9.0.0", await ListAsync("?order_by=type"));
        Assert.Equal("mychart 9.0.0, we.b 9.0.0-B, Web 1.0.0, web 9.0.0-b.1, web 10.0.0", await ListAsync("?order_by=type&sort=desc"));
        Assert.Equal("""400 {"error":"order_by does not have a valid value"}""", (await shelf.GetAsync("/packages?order_by=project_path")).ToString());
        Assert.Equal(
            """400 {"error":"order_by does not have a valid value, sort does not have a valid value"}""", (await shelf.GetAsync("/packages?order_by=size&sort=up")).ToString());
    }

    [Theory, EveryEngine]
    public async Task Every_type_that_GitLab_knows_can_be_asked_for(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        await shelf.Shelf.ChartAsync();
        await shelf.Shelf.NpmAsync("web", "1.0.0");
        foreach (var type in (string[])
            ["maven", "npm", "conan", "nuget", "pypi", "composer", "generic", "golang", "debian", "rubygems", "helm", "terraform_module", "rpm", "ml_model", "cargo"])
        {
            var expected = type switch { "npm" => "web 1.0.0", "helm" => "mychart 0.1.0", _ => "" };
            Assert.Equal((type, expected), (type, ReadShelf.Names(await shelf.GetAsync($"/packages?package_type={type}"))));
            Assert.Equal((type, expected), (type, ReadShelf.Names(await shelf.GetFromAsync($"/api/v4/groups/acme/packages?package_type={type}", shelf.Token))));
        }

        Assert.Equal("""400 {"error":"package_type does not have a valid value"}""", (await shelf.GetAsync("/packages?package_type=foo")).ToString());
        Assert.Equal("""400 {"error":"package_type does not have a valid value"}""", (await shelf.GetFromAsync("/api/v4/groups/acme/packages?package_type=foo", shelf.Token)).ToString());
    }

    [Theory, EveryEngine]
    public async Task Names_are_found_by_any_part_and_versions_by_the_whole(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        await shelf.Shelf.NpmAsync("@acme/web_site", "1.0.0");
        await shelf.Shelf.NpmAsync("@acme/webXsite", "2.0.4");
        await shelf.Shelf.ChartAsync("2.0.4");
        async Task<string> ListAsync(string query) => ReadShelf.Names(await shelf.GetAsync($"/packages?{query}"));

        Assert.Equal("mychart 2.0.4", await ListAsync("package_name=char"));
        Assert.Equal("@acme/web_site 1.0.0, @acme/webXsite 2.0.4", await ListAsync("package_name=ACME%2Fw"));
        Assert.Equal("@acme/webXsite 2.0.4", await ListAsync("package_name=SITE%20%20xs+acme")); // each of the words, in any order
        Assert.Equal("@acme/web_site 1.0.0", await ListAsync("package_name=b_s"));
        Assert.Equal("", await ListAsync("package_name=%25"));
        Assert.Equal("", await ListAsync("package_name=web%5C_"));
        Assert.Equal("@acme/web_site 1.0.0, @acme/webXsite 2.0.4, mychart 2.0.4", await ListAsync("package_name="));
        Assert.Equal("@acme/webXsite 2.0.4, mychart 2.0.4", await ListAsync("package_version=2.0.4"));
        Assert.Equal("@acme/webXsite 2.0.4, mychart 2.0.4", await ListAsync("package_version=2.0.4&include_versionless=true"));
        Assert.Equal("", await ListAsync("package_version=2.0"));
        Assert.Equal("mychart 2.0.4", await ListAsync("package_version=2.0.4&package_type=helm&package_name=chart"));
        Assert.Equal("""400 {"error":"include_versionless is invalid"}""", (await shelf.GetAsync("/packages?include_versionless=perhaps")).ToString());
        Assert.Equal("""400 {"error":"package_name is invalid"}""", (await shelf.GetAsync("/packages?package_name=a%00")).ToString());
    }

    [Theory, EveryEngine]
    public async Task A_status_shows_only_the_packages_that_have_it(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        foreach (var (status, index) in Enum.GetValues<PackageStatus>().Select((status, index) => (status, index)))
        {
            await shelf.ChangeAsync(await shelf.Shelf.ChartAsync($"{index}.0.0"), package => package.Status = status);
        }

        var purged = await shelf.Shelf.ChartAsync("9.0.0");
        await shelf.ChangeAsync(purged, package => (package.Status, package.PurgedAt) = (PackageStatus.PendingDestruction, ReadShelf.Time));
        foreach (var list in (string[])[$"{shelf.Shelf.Api}/packages", "/api/v4/groups/acme/packages"])
        {
            async Task<string> ListAsync(string query) => ReadShelf.Names(await shelf.GetFromAsync(list + query, shelf.Token));

            Assert.Equal("mychart 0.0.0, mychart 3.0.0, mychart 5.0.0", await ListAsync(""));
            Assert.Equal("mychart 0.0.0", await ListAsync("?status=default"));
            Assert.Equal("mychart 1.0.0", await ListAsync("?status=hidden"));
            Assert.Equal("mychart 2.0.0", await ListAsync("?status=processing"));
            Assert.Equal("mychart 3.0.0", await ListAsync("?status=error"));
            Assert.Equal("mychart 4.0.0", await ListAsync("?status=pending_destruction"));
            Assert.Equal("mychart 5.0.0", await ListAsync("?status=deprecated"));
            Assert.Equal("""400 {"error":"status does not have a valid value"}""", (await shelf.GetFromAsync($"{list}?status=invalid", shelf.Token)).ToString());
        }
    }

    [Theory, EveryEngine]
    public async Task Cursors_lead_through_a_list_and_back(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        foreach (var version in (string[])["0.1.0", "0.2.0", "0.3.0"])
        {
            await shelf.Shelf.ChartAsync(version);
        }

        foreach (var list in (string[])[$"{shelf.Shelf.Api}/packages", "/api/v4/groups/acme/packages"])
        {
            var first = await shelf.GetFromAsync($"{list}?pagination=keyset&per_page=2&sort=desc&order_by=created_at", shelf.Token);
            Assert.Equal("mychart 0.3.0, mychart 0.2.0", ReadShelf.Names(first));
            Assert.Null(first.Header("X-Total"));
            var second = await shelf.GetFromAsync(Link(first, "next")!, shelf.Token);
            Assert.Equal(("mychart 0.1.0", null), (ReadShelf.Names(second), Link(second, "next")));
            Assert.Equal("mychart 0.3.0, mychart 0.2.0", ReadShelf.Names(await shelf.GetFromAsync(Link(second, "prev")!, shelf.Token)));
            Assert.Equal("mychart 0.1.0, mychart 0.2.0", ReadShelf.Names(await shelf.GetFromAsync($"{list}?pagination=keyset&per_page=2", shelf.Token)));
            Assert.Equal(
                """400 {"error":"order_by does not have a valid value: pagination=keyset goes with created_at alone"}""",
                (await shelf.GetFromAsync($"{list}?pagination=keyset&order_by=name", shelf.Token)).ToString());
            Assert.Equal("""400 {"error":"cursor is invalid"}""", (await shelf.GetFromAsync($"{list}?pagination=keyset&cursor=x", shelf.Token)).ToString());
            Assert.Equal("""400 {"error":"pagination does not have a valid value"}""", (await shelf.GetFromAsync($"{list}?pagination=both", shelf.Token)).ToString());
        }

        string? Link(HttpAnswer answer, string rel) => answer.Header("Link")?.Split(", ")
            .FirstOrDefault(link => link.EndsWith($"rel=\"{rel}\"", StringComparison.Ordinal))?.Split('>')[0][(1 + shelf.Origin.Length)..];
    }

    [Theory, EveryEngine]
    public async Task A_project_is_named_by_its_id_or_by_its_path(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var id = await shelf.Shelf.ChartAsync();
        foreach (var project in (string[])[$"{shelf.ProjectId}", "acme%2Ftools%2Fweb", "acme/tools/web"])
        {
            foreach (var path in (string[])["packages", $"packages/{id}", $"packages/{id}/package_files", $"packages/{id}/pipelines"])
            {
                var answer = await shelf.GetFromAsync($"/api/v4/projects/{project}/{path}", shelf.Token);
                Assert.Equal((project, path, 200), (project, path, answer.Status));
                Assert.Equal(200, (await shelf.GetFromAsync($"/api/v4/projects/{project}/{path}", shelf.Token, HttpMethod.Head)).Status);
            }
        }

        Assert.Equal("""404 {"message":"404 Project Not Found"}""", (await shelf.GetAsync("/packages", await shelf.Registry.CreateTokenAsync(await shelf.Registry.CreateUserAsync("nobody")))).ToString());
    }
}
