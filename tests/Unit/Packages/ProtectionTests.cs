using System.Net.Http.Json;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Unit.Npm;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>Rules that keep packages from those whose role would reach.</summary>
public sealed class ProtectionTests
{
    private const string Rules = "/packages/protection/rules";
    private const string PushRefused = "403 Forbidden - Package protected.";
    private const string DeletionRefused = """403 {"message":"403 Forbidden - Package is deletion protected."}""";

    [Theory, EveryEngine]
    public async Task A_rule_is_made_listed_changed_and_deleted(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var made = await shelf.SendAsync(HttpMethod.Post, Rules, content: JsonContent.Create(
            new { package_name_pattern = "@acme/web-*", package_type = "npm", minimum_access_level_for_push = "maintainer", minimum_access_level_for_delete = "owner" }));
        var id = made.Json("id");
        var rule = $$"""{"id":{{id}},"project_id":{{shelf.ProjectId}},"package_name_pattern":"@acme/web-*","package_type":"npm","minimum_access_level_for_push":"maintainer","minimum_access_level_for_delete":"owner"}""";
        Assert.Equal($"201 {rule}", made.ToString());

        var listed = await shelf.GetAsync(Rules);
        Assert.Equal($"200 [{rule}]", listed.ToString());
        Assert.Equal(("1", "1", "20", "1", "", ""), (
            listed.Header("X-Total"), listed.Header("X-Total-Pages"), listed.Header("X-Per-Page"), listed.Header("X-Page"), listed.Header("X-Next-Page"), listed.Header("X-Prev-Page")));
        var changed = await shelf.SendAsync(HttpMethod.Patch, $"{Rules}/{id}", content: new FormUrlEncodedContent(
            [KeyValuePair.Create("package_name_pattern", "web"), KeyValuePair.Create("package_type", "helm"), KeyValuePair.Create("minimum_access_level_for_push", "")]));
        Assert.Equal(
            $$"""200 {"id":{{id}},"project_id":{{shelf.ProjectId}},"package_name_pattern":"web","package_type":"helm","minimum_access_level_for_push":null,"minimum_access_level_for_delete":"owner"}""",
            changed.ToString());
        Assert.Equal("""400 {"error":"package_name_pattern is empty"}""", (await shelf.SendAsync(HttpMethod.Patch, $"{Rules}/{id}", content: JsonContent.Create(new { package_name_pattern = "" }))).ToString());
        var deleted = await shelf.DeleteAsync($"{Rules}/{id}");
        Assert.Equal((204, 0), (deleted.Status, deleted.Bytes.Length));
        Assert.Equal("200 []", (await shelf.GetAsync(Rules)).ToString());
    }

    [Theory]
    [InlineData("""{}""", """400 {"error":"package_name_pattern is missing, package_type is missing"}""")]
    [InlineData("""{"package_name_pattern":"web","package_type":"cobol","minimum_access_level_for_push":"owner"}""", """400 {"error":"package_type does not have a valid value"}""")]
    [InlineData("""{"package_name_pattern":"web","package_type":"npm","minimum_access_level_for_delete":"maintainer"}""", """400 {"error":"minimum_access_level_for_delete does not have a valid value"}""")]
    [InlineData("""{"package_name_pattern":"","package_type":"npm"}""", """400 {"error":"package_name_pattern is empty"}""")]
    [InlineData("""{"package_name_pattern":"web","package_type":"npm"}""", """422 {"message":"A rule must have at least a minimum access role for push or delete."}""")]
    [InlineData("""{"package_name_pattern":"taken","package_type":"npm","minimum_access_level_for_push":"owner"}""", """422 {"message":"Package name pattern has already been taken"}""")]
    [InlineData("""{"package_name_pattern":"\ud800","package_type":["npm"],"minimum_access_level_for_push":{"a":1}}""", """400 {"error":"package_name_pattern is invalid, package_type is invalid, minimum_access_level_for_push is invalid"}""")]
    [InlineData("""{"package_name_pattern":"a\u0000","package_type":"npm","minimum_access_level_for_push":"owner"}""", """400 {"error":"package_name_pattern is invalid"}""")]
    [InlineData("""[1]""", """400 {"message":"400 Bad request - the body is no JSON object"}""")]
    public async Task A_rule_that_cannot_be_is_refused(string body, string answer)
    {
        foreach (var engine in Enum.GetValues<DatabaseEngine>())
        {
            await using var shelf = await Shelf.CreateAsync(engine);
            await ProtectAsync(shelf, "taken", "npm", push: "owner");

            Assert.Equal(answer, (await shelf.SendAsync(HttpMethod.Post, Rules, content: new StringContent(body, null, "application/json"))).ToString());
            Assert.Equal("1", (await shelf.GetAsync(Rules)).Header("X-Total"));
        }
    }

    [Theory, EveryEngine]
    public async Task A_rule_of_another_project_or_of_none_is_not_there(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var other = await shelf.Registry.CreateProjectAsync("acme/other");
        var root = await shelf.Registry.CreateTokenAsync(await shelf.Registry.CreateUserAsync("root", isAdmin: true));
        var made = await shelf.Registry.SendAsync(
            HttpMethod.Post, $"/api/v4/projects/{other}{Rules}", root, JsonContent.Create(new { package_name_pattern = "web", package_type = "npm", minimum_access_level_for_push = "owner" }));
        var foreign = made.Json("id");

        foreach (var id in (string[])[foreign, "999999"])
        {
            Assert.Equal("""404 {"message":"404 Package protection rule Not Found"}""", (await shelf.DeleteAsync($"{Rules}/{id}")).ToString());
            Assert.Equal(404, (await shelf.SendAsync(HttpMethod.Patch, $"{Rules}/{id}", content: JsonContent.Create(new { package_name_pattern = "x" }))).Status);
        }

        Assert.Equal("""400 {"error":"package_protection_rule_id is invalid"}""", (await shelf.DeleteAsync($"{Rules}/invalid")).ToString());
    }

    [Theory, EveryEngine]
    public async Task Who_is_below_the_level_of_a_rule_publishes_nothing_that_it_names(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var developer = await shelf.MemberAsync(AccessLevel.Developer);
        var deploy = await shelf.Registry.CreateDeployTokenAsync(TokenScopes.WritePackageRegistry, shelf.ProjectId);
        await ProtectAsync(shelf, "MYch*", "helm", push: "maintainer");
        await ProtectAsync(shelf, "@acme/*", "npm", push: "maintainer");

        foreach (var token in (string[])[developer, deploy])
        {
            Assert.Equal(
                $$"""403 {"message":"{{PushRefused}}","error":"{{PushRefused}}"}""",
                (await shelf.Registry.UploadAsync(shelf.Api, TestCharts.Package(), token)).ToString());
            Assert.Equal(
                $$"""403 {"message":"{{PushRefused}}","error":"{{PushRefused}}"}""",
                (await shelf.Registry.PublishAsync(shelf.ProjectId, "@acme/web", "1.0.0", token)).ToString());
            Assert.Equal(200, (await shelf.Registry.PublishAsync(shelf.ProjectId, $"web-{token[^3..].ToLowerInvariant()}", "1.0.0", token)).Status);
        }

        await shelf.ChartAsync();
        await shelf.NpmAsync("@acme/web", "1.0.0");
    }

    [Theory, EveryEngine]
    public async Task Who_is_below_the_level_of_a_rule_deletes_nothing_that_it_names(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var owner = await shelf.MemberAsync(AccessLevel.Owner);
        var root = await shelf.Registry.CreateTokenAsync(await shelf.Registry.CreateUserAsync("root", isAdmin: true));
        var chart = await shelf.ChartAsync();
        var kept = await shelf.NpmAsync("web", "1.0.0");
        await shelf.NpmAsync("free", "1.0.0");
        await ProtectAsync(shelf, "mychart", "helm", delete: "owner");
        await ProtectAsync(shelf, "web", "npm", delete: "admin");

        Assert.Equal(DeletionRefused, (await shelf.DeleteAsync($"/packages/{chart}")).ToString());
        Assert.Equal(DeletionRefused, (await shelf.SendAsync(HttpMethod.Put, $"/packages/{chart}", content: JsonContent.Create(new { status = "hidden" }))).ToString());
        Assert.Equal(DeletionRefused, (await shelf.DeleteAsync($"/packages/{kept}", owner)).ToString());
        await using (var database = shelf.Registry.Open())
        {
            foreach (var file in database.PackageFiles.Where(file => file.PackageId == chart).ToList())
            {
                Assert.Equal(DeletionRefused, (await shelf.DeleteAsync($"/packages/{chart}/package_files/{file.Id}")).ToString());
            }
        }

        Assert.Equal(
            """403 {"message":"403 Forbidden - Package is deletion protected.","error":"403 Forbidden - Package is deletion protected."}""",
            (await shelf.DeleteAsync("/packages/npm/web/-rev/undefined")).ToString());
        Assert.Equal(403, (await shelf.DeleteAsync("/packages/npm/web/-/web-1.0.0.tgz/-rev/undefined")).Status);
        Assert.Equal(200, (await shelf.DeleteAsync("/packages/npm/free/-rev/undefined")).Status);
        Assert.Equal(204, (await shelf.DeleteAsync($"/packages/{chart}", owner)).Status);
        Assert.Equal(204, (await shelf.DeleteAsync($"/packages/{kept}", root)).Status);
    }

    private static async Task ProtectAsync(Shelf shelf, string pattern, string type, string? push = null, string? delete = null)
    {
        var rule = new { package_name_pattern = pattern, package_type = type, minimum_access_level_for_push = push, minimum_access_level_for_delete = delete };
        Assert.Equal(201, (await shelf.SendAsync(HttpMethod.Post, Rules, content: JsonContent.Create(rule))).Status);
    }
}
