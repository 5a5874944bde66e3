using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Unit.Npm;
using Registry.Unit.Packages;
using Xunit;

namespace Registry.Unit.Pipelines;

/// <summary>Jobs: their tokens, what those do, and how they end.</summary>
public sealed class JobTests
{
    private const string Unauthorized = """401 {"message":"401 Unauthorized"}""";

    [Theory, EveryEngine]
    public async Task A_jobs_token_is_told_once_publishes_for_its_pipeline_and_ends_with_it(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var pipeline = await shelf.RecordAsync("v1.0.0");
        var described = (await shelf.GetAsync($"/pipelines/{pipeline}")).Timeless()["200 ".Length..];
        var developer = await shelf.MemberAsync(AccessLevel.Developer);

        var opened = await shelf.SendAsync(HttpMethod.Post, $"/pipelines/{pipeline}/jobs", developer, JsonContent.Create(new { name = "publish" }));

        var (id, token) = (opened.Json("id"), opened.Json("token"));
        string Expected(string status, string finished, string duration, string more = "") =>
            $$"""{"id":{{id}},"name":"publish","status":"{{status}}","stage":null,"ref":"v1.0.0","created_at":"T","started_at":"T","finished_at":{{finished}},"duration":{{duration}},"failure_reason":null,"web_url":"{{Origin(shelf)}}/acme/tools/web/-/pipelines/{{pipeline}}","user":{"id":{{UserId(opened)}},"username":"Developer-member","name":"Developer-member","state":"active","avatar_url":null,"web_url":"{{Origin(shelf)}}/Developer-member"},"pipeline":{{described}},"package_name":null,"token_expires_at":"T"{{more}}}""";
        Assert.Equal($"201 {Expected("running", "null", "null", $",\"token\":\"{token}\"")}", opened.Timeless());
        Assert.StartsWith("regjt_", token, StringComparison.Ordinal);
        Assert.Equal("no-store", opened.Header("Cache-Control"));
        Assert.Equal($"200 {Expected("running", "null", "null")}", (await shelf.GetAsync($"/jobs/{id}")).Timeless());
        Assert.Equal($"200 [{Expected("running", "null", "null")}]", (await shelf.GetAsync($"/pipelines/{pipeline}/jobs")).Timeless());

        Assert.Equal(201, (await shelf.Registry.UploadAsync(shelf.Api, TestCharts.Package(), token)).Status);
        Assert.Equal(200, (await shelf.Registry.PublishAsync(shelf.ProjectId, "@acme/web", "1.0.0", token)).Status);
        await using (var database = shelf.Registry.Open())
        {
            Assert.Equal([("mychart", pipeline), ("@acme/web", pipeline)], (await database.PackagePipelines.Join(database.Packages, link => link.PackageId, package => package.Id, (link, package) => new { package.Id, package.Name, link.PipelineId })
                .OrderBy(one => one.Id).ToListAsync()).Select(one => (one.Name, one.PipelineId)));
            Assert.All(await database.PackageFiles.ToListAsync(), file => Assert.Equal((pipeline, ActorKind.Job, long.Parse(id), "Developer-member"), (file.PipelineId!.Value, file.Creator.Kind, file.Creator.Id, file.Creator.Name)));
        }

        var ended = await shelf.SendAsync(HttpMethod.Put, $"/jobs/{id}", token, JsonContent.Create(new { status = "success" }));
        Assert.Equal($"200 {Expected("success", "\"T\"", ended.Json("duration"))}", ended.Timeless());
        Assert.Equal(Unauthorized, (await shelf.Registry.GetAsync($"{shelf.Api}/jobs/{id}", token)).ToString());
        Assert.Equal(401, (await shelf.Registry.UploadAsync(shelf.Api, TestCharts.Package(version: "0.2.0"), token)).Status);
        Assert.Equal("running", (await shelf.GetAsync($"/pipelines/{pipeline}")).Json("status")); // that is told by itself
    }

    [Theory, EveryEngine]
    public async Task A_job_that_somebody_ended_is_over_at_once_and_ends_no_other_way(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var (id, token) = await shelf.OpenJobAsync(await shelf.RecordAsync());
        Assert.Equal(200, (await shelf.Registry.GetAsync($"{shelf.Api}/pipelines", token)).Status);

        Assert.Equal("canceled", (await EndAsync("canceled")).Json("status"));
        Assert.Equal(Unauthorized, (await shelf.Registry.GetAsync($"{shelf.Api}/pipelines", token)).ToString());
        Assert.Equal("canceled", (await EndAsync("canceled")).Json("status"));
        Assert.Equal("""409 {"message":"409 Conflict - The job is over already."}""", (await EndAsync("success")).ToString());
        Assert.Equal("""400 {"error":"status does not have a valid value"}""", (await EndAsync("running")).ToString());
        Assert.Equal("canceled", (await shelf.GetAsync($"/jobs/{id}")).Json("status"));
        await using var database = shelf.Registry.Open();
        Assert.Equal($"job.end publish ({id}) running -> canceled", string.Join('\n', (await database.AuditEvents.Where(one => one.Action == "job.end").ToListAsync()).Select(one => $"{one.Action} {one.Target} {one.Before} -> {one.After}")));

        Task<HttpAnswer> EndAsync(string status) => shelf.SendAsync(HttpMethod.Put, $"/jobs/{id}", content: JsonContent.Create(new { status }));
    }

    [Theory, EveryEngine]
    public async Task A_job_whose_lease_ran_out_has_failed(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var (id, token) = await shelf.OpenJobAsync(await shelf.RecordAsync());
        await shelf.Registry.ChangeRowsAsync(async rows => (await rows.Jobs.SingleAsync()).LeaseEndsAt = DateTimeOffset.UtcNow.AddSeconds(-1));

        var shown = await shelf.GetAsync($"/jobs/{id}");

        Assert.Equal(("failed", "stuck_or_timeout_failure", shown.Json("token_expires_at")), (shown.Json("status"), shown.Json("failure_reason"), shown.Json("finished_at")));
        Assert.Equal(Unauthorized, (await shelf.Registry.GetAsync($"{shelf.Api}/jobs/{id}", token)).ToString());
    }

    [Theory, EveryEngine]
    public async Task A_job_opens_nothing_and_changes_its_own_alone(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var pipeline = await shelf.RecordAsync();
        var other = await shelf.RecordAsync();
        var (id, token) = await shelf.OpenJobAsync(pipeline);
        var (otherId, _) = await shelf.OpenJobAsync(other);
        const string statusAlone = """403 {"message":"403 Forbidden - A job changes nothing but the status of its own pipeline."}""";
        const string opensNothing = """403 {"message":"403 Forbidden - A job records no pipelines and opens no jobs: use a personal access token."}""";

        Assert.Equal(opensNothing, (await SendAsync(HttpMethod.Post, "/pipelines", new { @ref = "main", sha = Build.Sha })).ToString());
        Assert.Equal(opensNothing, (await SendAsync(HttpMethod.Post, $"/pipelines/{pipeline}/jobs", new { name = "more" })).ToString());
        Assert.Equal(statusAlone, (await SendAsync(HttpMethod.Put, $"/pipelines/{other}", new { status = "failed" })).ToString());
        Assert.Equal(statusAlone, (await SendAsync(HttpMethod.Put, $"/pipelines/{pipeline}", new { status = "success", sha = new string('f', 40) })).ToString());
        Assert.Equal("""403 {"message":"403 Forbidden - A job ends no job but itself."}""", (await SendAsync(HttpMethod.Put, $"/jobs/{otherId}", new { status = "failed" })).ToString());
        Assert.Equal("success", (await SendAsync(HttpMethod.Put, $"/pipelines/{pipeline}", new { status = "success" })).Json("status"));
        Assert.Equal([otherId, id], (await ListAsync(other)).Concat(await ListAsync(pipeline)));

        Task<HttpAnswer> SendAsync(HttpMethod method, string path, object body) => shelf.SendAsync(method, path, token, JsonContent.Create(body));
        async Task<IEnumerable<long>> ListAsync(long of) => (await shelf.GetAsync($"/pipelines/{of}/jobs")).Ids();
    }

    [Theory, EveryEngine]
    public async Task A_job_for_one_package_changes_no_other(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var chart = await shelf.ChartAsync();
        var other = await shelf.NpmAsync("other", "1.0.0");
        var own = await shelf.NpmAsync("mychart", "1.0.0");
        var (_, token) = await shelf.OpenJobAsync(await shelf.RecordAsync());
        await shelf.Registry.ChangeRowsAsync(async rows => (await rows.Jobs.SingleAsync()).PackageName = "mychart");
        const string message = "403 Forbidden - The token is for the package mychart alone.";
        const string both = $$"""403 {"message":"{{message}}","error":"{{message}}"}""";

        Assert.Equal(both, (await shelf.Registry.UploadAsync(shelf.Api, TestCharts.Package(version: "0.2.0"), token)).ToString()); // another type, be the name the same
        Assert.Equal(both, (await shelf.Registry.PublishAsync(shelf.ProjectId, "other", "1.1.0", token)).ToString());
        Assert.Equal(both, (await shelf.Registry.PublishAsync(shelf.ProjectId, "new", "1.1.0", token)).ToString());
        Assert.Equal(both, (await TagAsync("other")).ToString());
        Assert.Equal(both, (await shelf.DeleteAsync("/packages/npm/-/package/other/dist-tags/latest", token)).ToString());
        Assert.Equal(both, (await shelf.SendAsync(HttpMethod.Put, "/packages/npm/other", token, TestPackages.Json(TestPackages.Deprecation("other", "old", "1.0.0")))).ToString());
        Assert.Equal(both, (await shelf.DeleteAsync("/packages/npm/other/-rev/undefined", token)).ToString());
        Assert.Equal(both, (await shelf.DeleteAsync("/packages/npm/other/-/other-1.0.0.tgz/-rev/undefined", token)).ToString());
        Assert.Equal($$"""403 {"message":"{{message}}"}""", (await shelf.DeleteAsync($"/packages/{other}", token)).ToString());
        Assert.Equal($$"""403 {"message":"{{message}}"}""", (await shelf.DeleteAsync($"/packages/{chart}", token)).ToString());
        await using (var database = shelf.Registry.Open())
        {
            var file = await database.PackageFiles.SingleAsync(one => one.PackageId == other);
            Assert.Equal($$"""403 {"message":"{{message}}"}""", (await shelf.DeleteAsync($"/packages/{other}/package_files/{file.Id}", token)).ToString());
            Assert.Equal(3, await database.Packages.CountAsync(one => one.Status == PackageStatus.Default));
        }

        Assert.Equal(200, (await shelf.Registry.PublishAsync(shelf.ProjectId, "mychart", "1.1.0", token)).Status);
        Assert.Equal(204, (await TagAsync("mychart")).Status);
        Assert.Equal(204, (await shelf.DeleteAsync($"/packages/{own}", token)).Status);

        Task<HttpAnswer> TagAsync(string name) => shelf.SendAsync(HttpMethod.Put, $"/packages/npm/-/package/{name}/dist-tags/stable", token, TestPackages.Json("1.0.0"));
    }

    private static string Origin(Shelf shelf) => shelf.Registry.Address.GetLeftPart(UriPartial.Authority);

    private static string UserId(HttpAnswer answer) => answer.Json("user").Split("\"id\":")[1].Split(',')[0];
}
