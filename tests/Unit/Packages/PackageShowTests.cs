using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Unit.Npm;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>GET /projects/:id/packages/:package_id and what lies below.</summary>
public sealed class PackageShowTests
{
    private const string NoRow = """404 {"message":"404 Not found"}""";

    [Theory, EveryEngine]
    public async Task A_package_comes_with_its_other_versions(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var shown = await shelf.Shelf.NpmAsync("@acme/tool", "2.0.0");
        var (job, pipeline) = await shelf.OpenJobAsync("v10");
        Assert.Equal(200, (await shelf.Registry.PublishAsync(shelf.ProjectId, "@acme/tool", "10.0.0", job)).Status);
        var old = await shelf.Shelf.NpmAsync("@acme/tool", "1.0.0");
        var hidden = await shelf.Shelf.NpmAsync("@acme/tool", "1.5.0");
        await shelf.Shelf.NpmAsync("@acme/tool2", "3.0.0");
        await shelf.ChangeAsync(hidden, package => package.Status = PackageStatus.Hidden);
        await shelf.ChangeAsync(old, package => package.Status = PackageStatus.Error);
        await shelf.ChangeAsync(shown, package => package.Status = PackageStatus.Deprecated);
        await shelf.SetTimesAsync();

        Assert.Equal(
            ReadShelf.Ok($$"""
                {"id":{{shown}},"name":"@acme/tool","version":"2.0.0","package_type":"npm","status":"deprecated",
                 "_links":{"web_path":"/acme/tools/web/-/packages/{{shown}}","delete_api_path":"{{shelf.Origin}}/api/v4/projects/{{shelf.ProjectId}}/packages/{{shown}}"},
                 "created_at":"2026-07-14T09:30:00.007Z","last_downloaded_at":null,"tags":[],"pipelines":[],
                 "versions":[
                   {"id":{{old}},"version":"1.0.0","created_at":"2026-07-14T09:30:00.007Z","tags":[],"pipelines":[]},
                   {"id":{{shown + 1}},"version":"10.0.0","created_at":"2026-07-14T09:30:00.007Z","tags":[],"pipeline":{{shelf.Pipeline(pipeline, "v10")}},"pipelines":[{{shelf.Pipeline(pipeline, "v10")}}]}],
                 "creator_id":{{shelf.User.Id}}}
                """),
            (await shelf.GetAsync($"/packages/{shown}")).ToString());
    }

    [Theory, EveryEngine]
    public async Task Pipelines_are_those_that_published_the_newest_first(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var (first, firstId) = await shelf.OpenJobAsync("one");
        var (second, secondId) = await shelf.OpenJobAsync("two");
        foreach (var (token, more) in ((string, string)[])[(second, "description: b\n"), (first, "description: a\n")])
        {
            Assert.Equal(201, (await shelf.Registry.UploadAsync(shelf.Shelf.Api, TestCharts.Package(more: more), token)).Status);
        }

        var both = $"[{shelf.Pipeline(secondId, "two")},{shelf.Pipeline(firstId, "one")}]";
        Assert.Equal(ReadShelf.Ok(both), (await shelf.GetAsync("/packages/1/pipelines")).ToString());
        foreach (var path in (string[])["/packages", "/packages/1"])
        {
            Assert.Contains(ReadShelf.Ok($$"""{"pipeline":{{shelf.Pipeline(secondId, "two")}},"pipelines":{{both}}}""")[5..^1], (await shelf.GetAsync(path)).Text, StringComparison.Ordinal);
        }
    }

    [Theory, EveryEngine]
    public async Task A_package_that_is_hidden_keeps_what_belongs_to_it(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var (job, pipeline) = await shelf.OpenJobAsync();
        Assert.Equal(200, (await shelf.Registry.PublishAsync(shelf.ProjectId, "web", "1.0.0", job)).Status);
        var shown = await shelf.GetAsync("/packages/1");

        var hidden = await shelf.Shelf.SendAsync(HttpMethod.Put, "/packages/1?status=hidden");

        Assert.Contains($"\"tags\":[{{\"id\":", shown.Text, StringComparison.Ordinal);
        Assert.Contains(ReadShelf.Ok($$"""{"pipelines":[{{shelf.Pipeline(pipeline)}}]}""")[5..^1], shown.Text, StringComparison.Ordinal);
        Assert.Equal(
            shown.ToString().Replace("\"status\":\"default\"", "\"status\":\"hidden\"", StringComparison.Ordinal).Replace("\"web_path\":\"/acme/tools/web/-/packages/1\",", "", StringComparison.Ordinal),
            hidden.ToString());
    }

    [Theory, EveryEngine]
    public async Task A_package_is_shown_by_its_status(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var id = await shelf.Shelf.ChartAsync();
        var elsewhere = await shelf.Registry.CreateProjectAsync("acme/elsewhere");
        var administrator = await shelf.Registry.CreateTokenAsync(await shelf.Registry.CreateUserAsync("root", isAdmin: true));
        var answers = new Dictionary<PackageStatus, (string One, string Pipelines, int Files, int Download)>();
        foreach (var status in Enum.GetValues<PackageStatus>())
        {
            await shelf.ChangeAsync(id, package => package.Status = status);
            answers[status] = (
                (await shelf.GetAsync($"/packages/{id}")).ToString(),
                (await shelf.GetAsync($"/packages/{id}/pipelines")).ToString(),
                (await shelf.GetAsync($"/packages/{id}/package_files")).Status,
                (await shelf.GetAsync($"/packages/{id}/package_files/1/download")).Status);
        }

        foreach (var status in (PackageStatus[])[PackageStatus.Default, PackageStatus.Deprecated])
        {
            Assert.Equal(("200", "200 []", 200, 200), (answers[status].One[..3], answers[status].Pipelines, answers[status].Files, answers[status].Download));
        }

        foreach (var status in (PackageStatus[])[PackageStatus.Hidden, PackageStatus.Processing, PackageStatus.PendingDestruction])
        {
            Assert.Equal((NoRow, NoRow, 404, 404), answers[status]);
        }

        // Lists show a damaged package; its bytes are nobody's.
        Assert.Equal(
            ("""404 {"message":"Package not found"}""", """404 {"message":"404 Package not found Not Found"}""", 200, 404), answers[PackageStatus.Error]);
        await shelf.ChangeAsync(id, package => package.Status = PackageStatus.Default);
        foreach (var below in (string[])["", "/pipelines", "/package_files", "/package_files/1/download"])
        {
            Assert.Equal(NoRow, (await shelf.GetAsync($"/packages/0{below}")).ToString());
            Assert.Equal(NoRow, (await shelf.GetFromAsync($"/api/v4/projects/{elsewhere}/packages/{id}{below}", administrator)).ToString());
            Assert.Equal("""400 {"error":"package_id is invalid"}""", (await shelf.GetAsync($"/packages/one{below}")).ToString());
            Assert.Equal("""400 {"error":"package_id does not have a valid value"}""", (await shelf.GetAsync($"/packages/-1{below}")).ToString());
        }
    }

    [Theory, EveryEngine]
    public async Task Twenty_pipelines_at_most_make_a_page(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var id = await shelf.Shelf.ChartAsync();
        await using (var database = shelf.Registry.Open())
        {
            for (var iid = 1; iid <= 21; iid++)
            {
                var pipeline = new Pipeline
                {
                    ProjectId = shelf.ProjectId,
                    UserId = shelf.User.Id,
                    Iid = iid,
                    Ref = "main",
                    Sha = new('a', 40),
                    Source = "push",
                    CreatedAt = ReadShelf.Time,
                    UpdatedAt = ReadShelf.Time,
                };
                database.Pipelines.Add(pipeline);
                await database.SaveChangesAsync();
                database.PackagePipelines.Add(new PackagePipeline { PackageId = id, PipelineId = pipeline.Id });
            }

            await database.SaveChangesAsync();
        }

        var first = await shelf.GetAsync($"/packages/{id}/pipelines");
        Assert.Equal(Enumerable.Range(2, 20).Reverse(), Ids(first));
        Assert.Equal((null, null), (first.Header("X-Total"), first.Header("X-Page")));
        var address = $"{shelf.Origin}{shelf.Shelf.Api}/packages/{id}/pipelines";
        const string AfterTwo = "eyJpZCI6IjIiLCJfa2QiOiJuIn0"; // {"id":"2","_kd":"n"}
        const string BeforeOne = "eyJpZCI6IjEiLCJfa2QiOiJwIn0"; // {"id":"1","_kd":"p"}
        Assert.Equal($"<{address}?cursor={AfterTwo}&per_page=20>; rel=\"next\"", first.Header("Link"));
        var last = await shelf.GetAsync($"/packages/{id}/pipelines?cursor={AfterTwo}");
        Assert.Equal([1], Ids(last));
        Assert.Equal($"<{address}?cursor={BeforeOne}&per_page=20>; rel=\"prev\"", last.Header("Link"));
        Assert.Equal(Enumerable.Range(2, 20).Reverse(), Ids(await shelf.GetAsync($"/packages/{id}/pipelines?cursor={BeforeOne}")));
        Assert.Equal(11, Ids(await shelf.GetAsync($"/packages/{id}/pipelines?per_page=11")).Count);
        foreach (var wrong in (string[])["-2", "0", "21"])
        {
            Assert.Equal("""400 {"error":"per_page does not have a valid value"}""", (await shelf.GetAsync($"/packages/{id}/pipelines?per_page={wrong}")).ToString());
        }

        Assert.Equal("""400 {"error":"cursor is invalid"}""", (await shelf.GetAsync($"/packages/{id}/pipelines?cursor=e30")).ToString());

        static List<int> Ids(HttpAnswer answer) => [.. System.Text.Json.Nodes.JsonNode.Parse(answer.Text)!.AsArray().Select(pipeline => (int)pipeline!["id"]!)];
    }

    [Theory, EveryEngine]
    public async Task Pipelines_are_shown_to_whom_the_project_is(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        var id = await shelf.Shelf.ChartAsync();
        var open = await shelf.Registry.CreateProjectAsync("acme/open", Visibility.Public);
        Assert.Equal(201, (await shelf.Registry.UploadAsync($"/api/v4/projects/{open}", TestCharts.Package(), await shelf.Registry.CreateTokenAsync(await shelf.Registry.CreateUserAsync("root", isAdmin: true)))).Status);
        var (developer, guest) = (await MemberAsync("dora", AccessLevel.Developer), await MemberAsync("gus", AccessLevel.Guest));
        var stranger = await shelf.Registry.CreateUserAsync("stranger");
        var (open_, closed) = ($"/api/v4/projects/{open}/packages/{id + 1}/pipelines", $"{shelf.Shelf.Api}/packages/{id}/pipelines");

        foreach (var (user, own) in ((User, int)[])[(developer, 200), (guest, 403), (stranger, 404)])
        {
            var personal = await shelf.Registry.CreateTokenAsync(user);
            Assert.Equal((user.UserName, 200, own), (user.UserName, await StatusAsync(open_, "PRIVATE-TOKEN", personal), await StatusAsync(closed, "PRIVATE-TOKEN", personal)));
            var jobs = (await shelf.Registry.OpenJobAsync(open, user), await shelf.Registry.OpenJobAsync(shelf.ProjectId, user));
            Assert.Equal((user.UserName, 200, own), (user.UserName, await StatusAsync(open_, "JOB-TOKEN", jobs.Item1), await StatusAsync(closed, "JOB-TOKEN", jobs.Item2)));
        }

        foreach (var header in (string[])["PRIVATE-TOKEN", "JOB-TOKEN"])
        {
            Assert.Equal((401, 401), (await StatusAsync(open_, header, "wrong"), await StatusAsync(closed, header, "wrong")));
        }

        Assert.Equal((200, 404), ((await shelf.GetFromAsync(open_, null)).Status, (await shelf.GetFromAsync(closed, null)).Status));

        async Task<int> StatusAsync(string address, string header, string token) =>
            (await shelf.Registry.SendAsync(HttpMethod.Get, address, headers: headers => headers.Add(header, token))).Status;

        async Task<User> MemberAsync(string name, AccessLevel level)
        {
            var user = await shelf.Registry.CreateUserAsync(name);
            await shelf.Registry.AddMemberAsync(NpmStage.FullPath, user, level);
            return user;
        }
    }
}
