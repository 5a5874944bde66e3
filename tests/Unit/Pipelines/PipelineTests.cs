using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Packages;
using Xunit;

namespace Registry.Unit.Pipelines;

/// <summary>Builds that are recorded here.</summary>
public sealed class PipelineTests
{
    [Theory, EveryEngine]
    public async Task A_pipeline_is_recorded_shown_and_changed(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var origin = shelf.Registry.Address.GetLeftPart(UriPartial.Authority);

        var made = await shelf.SendAsync(HttpMethod.Post, "/pipelines", content: JsonContent.Create(
            new { @ref = "feature/a+b", sha = Build.Sha.ToUpperInvariant(), status = "pending", source = "push", name = "Release", web_url = "https://ci.example.com/1?a=b&c=d" }));
        var id = made.Json("id");
        var user = $$"""{"id":{{made.Json("user").Split("\"id\":")[1].Split(',')[0]}},"username":"mara","name":"mara","state":"active","avatar_url":null,"web_url":"{{origin}}/mara"}""";
        string Expected(string reference, string status, string source, string name, string webUrl) =>
            $$"""{"id":{{id}},"iid":1,"project_id":{{shelf.ProjectId}},"sha":"{{Build.Sha}}","ref":"{{reference}}","status":"{{status}}","source":"{{source}}","created_at":"T","updated_at":"T","web_url":"{{webUrl}}","name":{{name}},"user":{{user}}}""";
        var recorded = Expected("feature/a+b", "pending", "push", "\"Release\"", "https://ci.example.com/1?a=b&c=d");
        Assert.Equal($"201 {recorded}", made.Timeless());
        Assert.Equal($"200 {recorded}", (await shelf.GetAsync($"/pipelines/{id}")).Timeless());
        Assert.Equal($"200 [{recorded}]", (await shelf.GetAsync("/pipelines")).Timeless());

        var changed = await shelf.SendAsync(HttpMethod.Put, $"/pipelines/{id}", content: JsonContent.Create(new { status = "success", name = (string?)null, web_url = "" }));
        var expected = $"200 {Expected("feature/a+b", "success", "push", "null", $"{origin}/acme/tools/web/-/pipelines/{id}")}";
        Assert.Equal(expected, changed.Timeless());
        Assert.Equal(expected, (await shelf.GetAsync($"/pipelines/{id}")).Timeless());
        await using var database = shelf.Registry.Open();
        Assert.Equal(
            [
                $"pipeline.create #1 mara  -> feature/a+b {Build.Sha} pending push https://ci.example.com/1?a=b&c=d",
                $"pipeline.change #1 mara feature/a+b {Build.Sha} pending push https://ci.example.com/1?a=b&c=d -> feature/a+b {Build.Sha} success push",
            ],
            (await database.AuditEvents.Where(one => one.Action.StartsWith("pipeline.")).OrderBy(one => one.Id).ToListAsync())
                .Select(one => $"{one.Action} {one.Target} {one.Actor.Name} {one.Before} -> {one.After}"));
    }

    [Fact]
    public async Task What_is_left_out_is_as_usual_and_numbers_go_on_in_each_project()
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite);
        var other = await shelf.Registry.CreateProjectAsync("acme/other");
        await shelf.Registry.OpenJobAsync(other, await shelf.Registry.CreateUserAsync("olga"));
        await shelf.RecordAsync();

        var made = await shelf.SendAsync(HttpMethod.Post, "/pipelines", content: new FormUrlEncodedContent([KeyValuePair.Create("ref", "main"), KeyValuePair.Create("sha", new string('b', 64))]));

        Assert.Equal(("2", "running", "api", ""), (made.Json("iid"), made.Json("status"), made.Json("source"), made.Json("name")));
    }

    [Theory]
    [InlineData("POST", "", """{}""", "ref is missing, sha is missing")]
    [InlineData("POST", "", """{"ref":"","sha":""}""", "ref is empty, sha is empty")]
    [InlineData("POST", "", """{"ref":"main","sha":"0123456789abcdef0123456789abcdef0123456"}""", "sha is invalid")]
    [InlineData("POST", "", """{"ref":"main","sha":"0123456789abcdef0123456789abcdef0123456g"}""", "sha is invalid")]
    [InlineData("POST", "", """{"ref":"main","sha":"SHA","status":"done"}""", "status does not have a valid value")]
    [InlineData("POST", "", """{"ref":"main","sha":"SHA","source":"cron"}""", "source does not have a valid value")]
    [InlineData("POST", "", """{"ref":"main","sha":"SHA","web_url":"javascript:alert(1)"}""", "web_url is invalid")]
    [InlineData("POST", "", """{"ref":"main","sha":"SHA","web_url":"https://me:secret@ci.example.com/"}""", "web_url is invalid")]
    [InlineData("POST", "", """{"ref":"main","sha":"SHA","web_url":"/pipelines/1"}""", "web_url is invalid")]
    [InlineData("PUT", "/1", """{}""", "ref, sha, status, source, name, web_url are missing, at least one parameter must be provided")]
    [InlineData("PUT", "/1", """{"ref":null,"status":""}""", "ref is empty, status is empty")]
    [InlineData("PUT", "/1", """{"sha":"1"}""", "sha is invalid")]
    [InlineData("PUT", "/one", """{"ref":"main"}""", "pipeline_id is invalid")]
    [InlineData("GET", "?sort=up", null, "sort does not have a valid value")]
    [InlineData("GET", "?order_by=sha", null, "order_by does not have a valid value")]
    [InlineData("GET", "?updated_after=soon", null, "updated_after is invalid")]
    public async Task What_cannot_be_is_refused_by_its_name(string method, string path, string? body, string error)
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite);
        await shelf.RecordAsync();
        var content = body is null ? null : new StringContent(body.Replace("SHA", Build.Sha, StringComparison.Ordinal), null, "application/json");

        Assert.Equal($$"""400 {"error":"{{error}}"}""", (await shelf.SendAsync(new HttpMethod(method), $"/pipelines{path}", content: content)).ToString());
        Assert.Equal("1", (await shelf.GetAsync("/pipelines")).Header("X-Total"));
    }

    [Theory, EveryEngine]
    public async Task A_list_is_narrowed_sorted_and_paged(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var first = await shelf.RecordAsync("b", status: "success", source: "push");
        var second = await shelf.RecordAsync("a", new string('c', 40), "failed");
        var third = await shelf.RecordAsync("b", status: "running", source: "web");
        var olga = await shelf.Registry.CreateUserAsync("olga");
        await shelf.Registry.ChangeRowsAsync(async rows =>
        {
            (await rows.Pipelines.SingleAsync(one => one.Id == second)).UserId = olga.Id;
            (await rows.Pipelines.SingleAsync(one => one.Id == first)).UpdatedAt = new DateTimeOffset(2031, 1, 2, 0, 0, 0, TimeSpan.Zero);
            (await rows.Pipelines.SingleAsync(one => one.Id == second)).UpdatedAt = new DateTimeOffset(2001, 1, 2, 0, 0, 0, TimeSpan.Zero);
        });

        foreach (var (query, expected) in new (string, long[])[]
        {
            ("", [third, second, first]),
            ("?sort=asc", [first, second, third]),
            ("?ref=b", [third, first]),
            ($"?sha={new string('C', 40)}", [second]),
            ("?status=failed", [second]),
            ("?source=web", [third]),
            ("?username=OLGA", [second]),
            ("?username=nobody", []),
            ("?updated_after=2030-12-31", [first]),
            ("?updated_before=2001-01-03T00:00:00Z", [second]),
            ("?order_by=ref", [third, first, second]),
            ("?order_by=ref&sort=asc", [second, first, third]),
            ("?order_by=status&sort=asc", [third, first, second]),
            ("?order_by=updated_at", [first, third, second]),
            ("?order_by=user_id", [second, third, first]),
            ("?per_page=2&page=2", [first]),
        })
        {
            Assert.Equal((query, string.Join(' ', expected)), (query, string.Join(' ', (await shelf.GetAsync($"/pipelines{query}")).Ids())));
        }

        var page = await shelf.GetAsync("/pipelines?per_page=2");
        Assert.Equal(("3", "2", "2"), (page.Header("X-Total"), page.Header("X-Total-Pages"), page.Header("X-Next-Page")));
    }

    [Theory, EveryEngine]
    public async Task A_pipeline_or_job_of_another_project_is_not_there(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var other = await shelf.Registry.CreateProjectAsync("acme/other");
        await shelf.Registry.OpenJobAsync(other, await shelf.Registry.CreateUserAsync("olga"));
        await using var database = shelf.Registry.Open();
        var pipeline = await database.Pipelines.SingleAsync();
        var job = await database.Jobs.SingleAsync();

        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Get, $"/pipelines/{pipeline.Id}", null),
            (HttpMethod.Put, $"/pipelines/{pipeline.Id}", new { status = "failed" }),
            (HttpMethod.Get, $"/pipelines/{pipeline.Id}/jobs", null),
            (HttpMethod.Post, $"/pipelines/{pipeline.Id}/jobs", new { name = "publish" }),
        })
        {
            Assert.Equal("""404 {"message":"404 Pipeline Not Found"}""", (await shelf.SendAsync(method, path, content: body is null ? null : JsonContent.Create(body))).ToString());
        }

        Assert.Equal("""404 {"message":"404 Job Not Found"}""", (await shelf.GetAsync($"/jobs/{job.Id}")).ToString());
        Assert.Equal("""404 {"message":"404 Job Not Found"}""", (await shelf.SendAsync(HttpMethod.Put, $"/jobs/{job.Id}", content: JsonContent.Create(new { status = "failed" }))).ToString());
        Assert.Equal("200 []", (await shelf.GetAsync("/pipelines")).ToString());
        Assert.Equal((BuildStatus.Running, BuildStatus.Running), (await database.Pipelines.Select(one => one.Status).SingleAsync(), await database.Jobs.Select(one => one.Status).SingleAsync()));
    }

    [Theory, EveryEngine]
    public async Task Pipelines_recorded_at_once_have_a_number_each(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => shelf.RecordAsync()));

        await using var database = shelf.Registry.Open();
        Assert.Equal(Enumerable.Range(1, 12).Select(number => (long)number), await database.Pipelines.Select(one => one.Iid).OrderBy(number => number).ToListAsync());
    }
}
