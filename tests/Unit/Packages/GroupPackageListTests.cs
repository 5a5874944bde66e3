using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Unit.Npm;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>GET /groups/:id/packages.</summary>
public sealed class GroupPackageListTests
{
    [Theory, EveryEngine]
    public async Task A_groups_list_names_each_packages_project(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var own = await shelf.Shelf.ChartAsync();
        var open = await shelf.Registry.CreateProjectAsync("acme/open", Visibility.Public);
        var (job, pipeline) = await shelf.OpenJobAsync();
        await shelf.Registry.UploadAsync($"/api/v4/projects/{open}", TestCharts.Package(version: "2.0.0"), await AdministratorAsync(shelf));
        await shelf.Registry.PublishAsync(shelf.ProjectId, "web", "1.0.0", job);
        await shelf.SetTimesAsync();

        var answer = await shelf.GetFromAsync("/api/v4/groups/acme/packages?package_type=helm&exclude_subgroups=false", shelf.Token);

        var expected = $$"""
            [{"id":{{own}},"name":"mychart","version":"0.1.0","package_type":"helm","status":"default",
              "_links":{"web_path":"/acme/tools/web/-/packages/{{own}}","delete_api_path":"{{shelf.Origin}}/api/v4/projects/{{shelf.ProjectId}}/packages/{{own}}"},
              "created_at":"2026-07-14T09:30:00.007Z","last_downloaded_at":null,"project_id":{{shelf.ProjectId}},"project_path":"acme/tools/web","tags":[],"pipelines":[],"creator_id":{{shelf.User.Id}}},
             {"id":{{own + 1}},"name":"mychart","version":"2.0.0","package_type":"helm","status":"default",
              "_links":{"web_path":"/acme/open/-/packages/{{own + 1}}"},
              "created_at":"2026-07-14T09:30:00.007Z","last_downloaded_at":null,"project_id":{{open}},"project_path":"acme/open","tags":[],"pipelines":[],"creator_id":{{shelf.User.Id + 1}}}]
            """;
        Assert.Equal(ReadShelf.Ok(expected), answer.ToString());
        Assert.Equal(("2", "1"), (answer.Header("X-Total"), answer.Header("X-Page")));
        var published = await shelf.GetFromAsync("/api/v4/groups/acme/packages?package_type=npm", shelf.Token);
        Assert.Contains(ReadShelf.Ok($$"""{"pipeline":{{shelf.Pipeline(pipeline)}},"pipelines":[{{shelf.Pipeline(pipeline)}}]}""")[5..^1], published.Text, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task A_groups_list_can_leave_out_what_lies_in_groups_below(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var token = await FillAsync(shelf);
        async Task<string> ListAsync(string path) => ReadShelf.Names(await shelf.GetFromAsync($"/api/v4/groups/{path}", token));

        Assert.Equal("mychart 0.1.0, web 1.0.0, web 2.0.0, web 3.0.0", await ListAsync("acme/packages"));
        Assert.Equal("web 1.0.0, web 2.0.0, web 3.0.0", await ListAsync("acme/packages?exclude_subgroups=true"));
        Assert.Equal("mychart 0.1.0", await ListAsync("acme%2Ftools/packages"));
        Assert.Equal("mychart 0.1.0", await ListAsync("acme/tools/packages?exclude_subgroups=true"));
        Assert.Equal("web 3.0.0, mychart 0.1.0", await ListAsync("acme/packages?per_page=2&page=2&order_by=project_path"));
        Assert.Equal("web 2.0.0, web 1.0.0, web 3.0.0, mychart 0.1.0", await ListAsync("acme/packages?order_by=project_path"));
        Assert.Equal("mychart 0.1.0, web 3.0.0, web 2.0.0, web 1.0.0", await ListAsync("acme/packages?order_by=project_path&sort=desc"));
        Assert.Equal("web 3.0.0, web 2.0.0, web 1.0.0, mychart 0.1.0", await ListAsync("acme/packages?order_by=version&sort=desc"));
        Assert.Equal("web 3.0.0", await ListAsync("acme/packages?package_name=WE&package_version=3.0.0"));
        Assert.Equal("""400 {"error":"exclude_subgroups is invalid"}""", (await shelf.GetFromAsync("/api/v4/groups/acme/packages?exclude_subgroups=some", token)).ToString());
    }

    [Theory, EveryEngine]
    public async Task A_groups_list_shows_of_each_project_what_the_caller_may_read(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        await FillAsync(shelf);
        const string Acme = "/api/v4/groups/acme/packages";
        const string NoGroup = """404 {"message":"404 Group Not Found"}""";
        Assert.Equal("mychart 0.1.0", ReadShelf.Names(await shelf.GetFromAsync(Acme, shelf.Token))); // a role in one project below
        Assert.Equal(NoGroup, (await shelf.GetFromAsync(Acme, null)).ToString());
        var stranger = await shelf.Registry.CreateUserAsync("stranger");
        Assert.Equal(NoGroup, (await shelf.GetFromAsync(Acme, await shelf.Registry.CreateTokenAsync(stranger))).ToString());
        Assert.Equal("[]", (await shelf.GetFromAsync(Acme, await shelf.Shelf.MemberAsync(AccessLevel.Guest))).Text);
        Assert.Equal("mychart 0.1.0", ReadShelf.Names(await shelf.GetFromAsync(Acme, await shelf.Shelf.MemberAsync(AccessLevel.Reporter))));
        foreach (var (level, expected) in ((AccessLevel, string)[])[(AccessLevel.Guest, ""), (AccessLevel.Reporter, "mychart 0.1.0, web 1.0.0, web 2.0.0, web 3.0.0"), (AccessLevel.Owner, "mychart 0.1.0, web 1.0.0, web 2.0.0, web 3.0.0")])
        {
            var member = await shelf.Registry.CreateUserAsync($"group-{level}");
            await shelf.Registry.AddMemberAsync("acme", member, level);
            var answer = await shelf.GetFromAsync(Acme, await shelf.Registry.CreateTokenAsync(member));
            Assert.Equal((level, expected), (level, ReadShelf.Names(answer)));
            Assert.Equal((level, level == AccessLevel.Owner), (level, answer.Text.Contains("delete_api_path", StringComparison.Ordinal)));
        }

        var open = await shelf.Registry.CreateProjectAsync("acme/open", Visibility.Public);
        Assert.Equal(200, (await shelf.Registry.PublishAsync(open, "open", "1.0.0", await shelf.Registry.CreateTokenAsync(await shelf.Registry.CreateUserAsync("second", isAdmin: true)))).Status);
        Assert.Equal("open 1.0.0", ReadShelf.Names(await shelf.GetFromAsync(Acme, null)));
        Assert.Equal(NoGroup, (await shelf.GetFromAsync("/api/v4/groups/nowhere/packages", shelf.Token)).ToString());
        Assert.Equal("""401 {"message":"401 Unauthorized"}""", (await shelf.GetFromAsync(Acme, "wrong")).ToString());
    }

    [Theory, EveryEngine]
    public async Task Where_to_delete_is_told_in_a_group_as_in_the_project(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        await shelf.Shelf.ChartAsync();
        var admin = await shelf.Registry.CreateUserAsync("root", isAdmin: true);
        var above = await shelf.Registry.CreateUserAsync("above");
        await shelf.Registry.AddMemberAsync("acme/tools", above, AccessLevel.Maintainer);
        (string Header, string Token, bool MayDelete)[] callers =
        [
            ("PRIVATE-TOKEN", shelf.Token, true),
            ("PRIVATE-TOKEN", await shelf.Registry.CreateTokenAsync(above), true),
            ("PRIVATE-TOKEN", await shelf.Registry.CreateTokenAsync(admin), true),
            ("PRIVATE-TOKEN", await shelf.Registry.CreateTokenAsync(admin, TokenScopes.ReadApi), false),
            ("PRIVATE-TOKEN", await shelf.Registry.CreateTokenAsync(shelf.User, TokenScopes.WritePackageRegistry), true),
            ("PRIVATE-TOKEN", await shelf.Registry.CreateTokenAsync(shelf.User, TokenScopes.ReadPackageRegistry), false),
            ("PRIVATE-TOKEN", await shelf.Registry.CreateTokenAsync(shelf.User, TokenScopes.Api, shelf.ProjectId), true),
            ("PRIVATE-TOKEN", await shelf.Shelf.MemberAsync(AccessLevel.Developer), false),
            ("PRIVATE-TOKEN", await shelf.Shelf.MemberAsync(AccessLevel.Owner), true),
            ("JOB-TOKEN", await shelf.Registry.OpenJobAsync(shelf.ProjectId, shelf.User), true),
            ("JOB-TOKEN", await shelf.Registry.OpenJobAsync(shelf.ProjectId, admin), true),
        ];
        foreach (var (header, token, mayDelete) in callers)
        {
            foreach (var list in (string[])["/api/v4/groups/acme/packages", $"{shelf.Shelf.Api}/packages"])
            {
                var answer = await shelf.Registry.SendAsync(HttpMethod.Get, list, headers: headers => headers.Add(header, token));
                Assert.Equal("mychart 0.1.0", ReadShelf.Names(answer));
                Assert.Equal((token, list, mayDelete), (token, list, answer.Text.Contains("delete_api_path", StringComparison.Ordinal)));
            }
        }
    }

    // Three npm packages in two projects of acme itself, and a chart in acme/tools/web; answers an administrator's token.
    private static async Task<string> FillAsync(ReadShelf shelf)
    {
        var token = await AdministratorAsync(shelf);
        await shelf.Shelf.ChartAsync();
        var first = await shelf.Registry.CreateProjectAsync("acme/a");
        var second = await shelf.Registry.CreateProjectAsync("acme/b");
        await shelf.Registry.PublishAsync(first, "web", "1.0.0", token);
        await shelf.Registry.PublishAsync(first, "web", "2.0.0", token);
        await shelf.Registry.PublishAsync(second, "web", "3.0.0", token);
        return token;
    }

    private static async Task<string> AdministratorAsync(ReadShelf shelf) =>
        await shelf.Registry.CreateTokenAsync(await shelf.Registry.CreateUserAsync("root", isAdmin: true));
}
