using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Unit.Npm;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>What a project decides about its packages of a type.</summary>
public sealed class PackageSettingsTests
{
    private const string Settings = "/package_settings";
    private const string UsualNpm = """{"package_type":"npm","allows_duplicates":false,"forwards_requests":null,"max_file_size":null}""";
    private const string UsualHelm = """{"package_type":"helm","allows_duplicates":true,"forwards_requests":false,"max_file_size":null}""";

    [Theory, EveryEngine]
    public async Task Settings_are_as_usual_until_they_are_changed_and_what_is_not_named_stays(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        Assert.Equal($"200 [{UsualNpm},{UsualHelm}]", (await shelf.GetAsync(Settings)).ToString());

        Assert.Equal(
            """200 {"package_type":"helm","allows_duplicates":false,"forwards_requests":false,"max_file_size":5000}""",
            (await PutAsync(shelf, "helm", new { allows_duplicates = false, max_file_size = 5000 })).ToString());
        Assert.Equal(
            """200 {"package_type":"helm","allows_duplicates":false,"forwards_requests":false,"max_file_size":null}""",
            (await PutAsync(shelf, "helm", new { max_file_size = (long?)null })).ToString());
        Assert.Equal(
            """200 {"package_type":"npm","allows_duplicates":false,"forwards_requests":true,"max_file_size":null}""",
            (await PutAsync(shelf, "npm", new { forwards_requests = true })).ToString());
        Assert.Equal(
            """200 [{"package_type":"npm","allows_duplicates":false,"forwards_requests":true,"max_file_size":null},{"package_type":"helm","allows_duplicates":false,"forwards_requests":false,"max_file_size":null}]""",
            (await shelf.GetAsync(Settings)).ToString());
        Assert.Equal($"200 {UsualNpm}", (await PutAsync(shelf, "npm", new { forwards_requests = (bool?)null })).ToString());
        Assert.Equal($"200 {UsualHelm}", (await PutAsync(shelf, "helm", new { allows_duplicates = "" })).ToString());

        await using var database = shelf.Registry.Open();
        var audit = await database.AuditEvents.Where(one => one.Action == "package_settings.change").OrderBy(one => one.Id).ToListAsync();
        Assert.Equal(
            [
                ("Helm settings", "duplicates allowed, forwarding as the server does, file size as the server does", "duplicates refused, forwarding as the server does, file size 5000 bytes"),
                ("Helm settings", "duplicates refused, forwarding as the server does, file size 5000 bytes", "duplicates refused, forwarding as the server does, file size as the server does"),
                ("Npm settings", "duplicates allowed, forwarding as the server does, file size as the server does", "duplicates allowed, forwarding on, file size as the server does"),
            ],
            audit.Take(3).Select(one => (one.Target, one.Before!, one.After!)));
        Assert.All(audit, one => Assert.Equal(("mara", shelf.ProjectId, "127.0.0.1"), (one.Actor.Name, one.ProjectId, one.Address)));
    }

    [Theory]
    [InlineData("helm", """{}""", "allows_duplicates, forwards_requests, max_file_size are missing, at least one parameter must be provided")]
    [InlineData("cobol", """{"max_file_size":1}""", "package_type does not have a valid value")]
    [InlineData("npm", """{"max_file_size":0}""", "max_file_size does not have a valid value")]
    [InlineData("npm", """{"max_file_size":"big","forwards_requests":"perhaps"}""", "forwards_requests is invalid, max_file_size is invalid")]
    [InlineData("npm", """{"allows_duplicates":true}""", "allows_duplicates does not have a valid value")]
    [InlineData("helm", """{"forwards_requests":true,"max_file_size":1}""", "forwards_requests does not have a valid value")]
    public async Task What_a_format_cannot_do_is_refused_and_changes_nothing(string type, string body, string error)
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite);

        Assert.Equal(
            $$"""400 {"error":"{{error}}"}""",
            (await shelf.SendAsync(HttpMethod.Put, $"{Settings}/{type}", content: new StringContent(body, null, "application/json"))).ToString());
        Assert.Equal($"200 [{UsualNpm},{UsualHelm}]", (await shelf.GetAsync(Settings)).ToString());
    }

    [Theory, EveryEngine]
    public async Task A_file_over_the_projects_limit_is_refused_as_one_over_the_servers_is(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine, "--Registry:Helm:MaxChartSize=1000000", "--Registry:Npm:MaxTarballSize=1000000");
        var chart = TestCharts.Package();
        var tarball = TestPackages.Pack("web", "1.0.0");
        Assert.Equal(201, (await shelf.Registry.UploadAsync(shelf.Api, chart, shelf.Token)).Status); // the project is known by now

        await PutAsync(shelf, "helm", new { max_file_size = chart.Length - 1 });
        await PutAsync(shelf, "npm", new { max_file_size = tarball.Length - 1 });

        Assert.Equal(
            $$"""400 {"message":"400 Bad request - File is too large: the limit is {{chart.Length - 1}} bytes","error":"400 Bad request - File is too large: the limit is {{chart.Length - 1}} bytes"}""",
            (await shelf.Registry.UploadAsync(shelf.Api, chart, shelf.Token, "other")).ToString());
        Assert.Equal(
            $$"""400 {"message":"File is too large. The limit is {{tarball.Length - 1}} bytes.","error":"File is too large. The limit is {{tarball.Length - 1}} bytes."}""",
            (await shelf.Registry.PublishAsync(shelf.ProjectId, "web", "1.0.0", shelf.Token)).ToString());

        await PutAsync(shelf, "helm", new { max_file_size = chart.Length });
        await PutAsync(shelf, "npm", new { max_file_size = tarball.Length });
        Assert.Equal(201, (await shelf.Registry.UploadAsync(shelf.Api, chart, shelf.Token, "other")).Status);
        Assert.Equal(200, (await shelf.Registry.PublishAsync(shelf.ProjectId, "web", "1.0.0", shelf.Token)).Status);
    }

    [Theory, EveryEngine]
    public async Task The_server_takes_no_more_than_its_own_limit_whatever_a_project_says(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine, "--Registry:Helm:MaxChartSize=100", "--Registry:Helm:MaxUnpackedSize=1000");

        await PutAsync(shelf, "helm", new { max_file_size = 1_000_000 });

        Assert.Contains("the limit is 100 bytes", (await shelf.Registry.UploadAsync(shelf.Api, TestCharts.Package(), shelf.Token)).Text, StringComparison.Ordinal);
    }

    private static Task<HttpAnswer> PutAsync(Shelf shelf, string type, object body) => shelf.SendAsync(HttpMethod.Put, $"{Settings}/{type}", content: JsonContent.Create(body));
}
