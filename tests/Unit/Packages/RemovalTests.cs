using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Unit.Npm;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>What is deleted is gone for clients at that moment, at every level, and its version is free again.</summary>
public sealed class RemovalTests
{
    private const string NoSuchRow = """404 {"message":"404 Not found"}""";

    [Theory, EveryEngine]
    public async Task A_deleted_chart_leaves_the_indexes_of_project_and_group_at_once(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var gone = await shelf.ChartAsync("0.1.0");
        await shelf.ChartAsync("0.2.0");
        string[] indexes = [$"{shelf.Api}/packages/helm/stable/index.yaml", "/api/v4/groups/acme/-/packages/helm/stable/index.yaml"];
        foreach (var index in indexes)
        {
            Assert.Contains("version: \"0.1.0\"", (await shelf.Registry.GetAsync(index, shelf.Token)).Text, StringComparison.Ordinal);
        }

        var deleted = await shelf.DeleteAsync($"/packages/{gone}");

        Assert.Equal((204, 0), (deleted.Status, deleted.Bytes.Length));
        foreach (var index in indexes)
        {
            var text = (await shelf.Registry.GetAsync(index, shelf.Token)).Text;
            Assert.DoesNotContain("0.1.0", text, StringComparison.Ordinal);
            Assert.Contains("version: \"0.2.0\"", text, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await shelf.GetAsync("/packages/helm/stable/charts/mychart-0.1.0.tgz")).Status);
    }

    [Theory, EveryEngine]
    public async Task A_deleted_npm_version_leaves_the_documents_at_every_level_and_latest_moves(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        await shelf.NpmAsync("@acme/web", "1.0.0");
        var gone = await shelf.NpmAsync("@acme/web", "2.0.0");
        string[] documents = [$"{shelf.Api}/packages/npm/@acme%2fweb", "/api/v4/groups/acme/-/packages/npm/@acme%2fweb", "/api/v4/packages/npm/@acme%2fweb"];
        foreach (var document in documents)
        {
            Assert.Contains("\"dist-tags\":{\"latest\":\"2.0.0\"}", (await shelf.Registry.GetAsync(document, shelf.Token)).Text, StringComparison.Ordinal);
        }

        Assert.Equal(204, (await shelf.DeleteAsync($"/packages/{gone}")).Status);

        foreach (var document in documents)
        {
            var text = (await shelf.Registry.GetAsync(document, shelf.Token)).Text;
            Assert.Contains("\"dist-tags\":{\"latest\":\"1.0.0\"}", text, StringComparison.Ordinal);
            Assert.DoesNotContain("2.0.0", text, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await shelf.GetAsync("/packages/npm/@acme/web/-/@acme/web-2.0.0.tgz")).Status);
    }

    [Theory, EveryEngine]
    public async Task What_is_deleted_or_never_was_cannot_be_deleted(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var id = await shelf.ChartAsync();
        await shelf.DeleteAsync($"/packages/{id}");

        Assert.Equal(NoSuchRow, (await shelf.DeleteAsync($"/packages/{id}")).ToString());
        Assert.Equal(NoSuchRow, (await shelf.DeleteAsync($"/packages/{id}/package_files/1")).ToString());
        Assert.Equal(NoSuchRow, (await shelf.DeleteAsync("/packages/999999")).ToString());
        Assert.Equal("""400 {"error":"package_id is invalid"}""", (await shelf.DeleteAsync("/packages/none")).ToString());
        Assert.Equal("""400 {"error":"package_id is invalid, package_file_id is invalid"}""", (await shelf.DeleteAsync("/packages/x/package_files/y")).ToString());
    }

    [Theory, EveryEngine]
    public async Task A_package_of_another_project_is_not_there(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var id = await shelf.ChartAsync();
        var other = await shelf.Registry.CreateProjectAsync("acme/other");
        await shelf.Registry.AddMemberAsync("acme/other", await shelf.Registry.CreateUserAsync("otto"), AccessLevel.Owner);
        await using var database = shelf.Registry.Open();
        var otto = await shelf.Registry.CreateTokenAsync(await database.Users.SingleAsync(user => user.UserName == "otto"));

        Assert.Equal(NoSuchRow, (await shelf.Registry.SendAsync(HttpMethod.Delete, $"/api/v4/projects/{other}/packages/{id}", otto)).ToString());
        Assert.Equal(200, (await shelf.GetAsync("/packages/helm/stable/charts/mychart-0.1.0.tgz")).Status);
    }

    [Theory, EveryEngine]
    public async Task A_deleted_version_can_be_published_again_at_once(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var id = await shelf.NpmAsync("web", "1.0.0", "first");
        await shelf.DeleteAsync($"/packages/{id}");

        var again = await shelf.NpmAsync("web", "1.0.0", "second");

        Assert.NotEqual(id, again);
        var tarball = TestPackages.Pack("web", "1.0.0", "second");
        Assert.Equal(tarball, (await shelf.GetAsync("/packages/npm/web/-/web-1.0.0.tgz")).Bytes);
        Assert.Contains(TestPackages.Integrity(tarball), (await shelf.GetAsync("/packages/npm/web")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Without_its_last_file_a_package_is_empty_and_clients_do_not_see_it(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var chart = await shelf.ChartAsync();
        var tarball = await shelf.NpmAsync("web", "1.0.0");
        foreach (var id in (long[])[chart, tarball])
        {
            Assert.Equal(204, (await shelf.DeleteAsync($"/packages/{id}/package_files/{await FileAsync(shelf, id)}")).Status);
            Assert.Equal(NoSuchRow, (await shelf.DeleteAsync($"/packages/{id}/package_files/{await FileAsync(shelf, id)}")).ToString());
        }

        Assert.DoesNotContain("mychart", (await shelf.GetAsync("/packages/helm/stable/index.yaml")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await shelf.GetAsync("/packages/npm/web")).Status);
        await using var database = shelf.Registry.Open();
        Assert.Equal(2, await database.Packages.CountAsync(package => package.Status == PackageStatus.Default));
        Assert.Equal(201, (await shelf.Registry.UploadAsync(shelf.Api, TestCharts.Package(), shelf.Token)).Status);
        Assert.Contains("mychart", (await shelf.GetAsync("/packages/helm/stable/index.yaml")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_since_the_caller_looked_is_not_deleted()
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite);
        var id = await shelf.ChartAsync();

        Assert.Equal("""412 {"message":"412 Precondition Failed"}""", (await DeleteAsync(DateTimeOffset.UtcNow.AddHours(-1))).ToString());
        Assert.Equal(204, (await DeleteAsync(DateTimeOffset.UtcNow.AddSeconds(1))).Status);

        Task<HttpAnswer> DeleteAsync(DateTimeOffset since) => shelf.Registry.SendAsync(
            HttpMethod.Delete, $"{shelf.Api}/packages/{id}", shelf.Token, headers: headers => headers.TryAddWithoutValidation("If-Unmodified-Since", since.ToString("R", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Of_many_who_delete_at_once_one_does()
    {
        foreach (var engine in Enum.GetValues<DatabaseEngine>())
        {
            await using var shelf = await Shelf.CreateAsync(engine);
            var id = await shelf.NpmAsync("web", "1.0.0");

            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shelf.DeleteAsync($"/packages/{id}")));

            Assert.Equal([204, .. Enumerable.Repeat(404, 7)], answers.Select(answer => answer.Status).Order());
            await using var database = shelf.Registry.Open();
            var deletion = await database.AuditEvents.SingleAsync(one => one.Action == "package.delete");
            Assert.Equal(("web 1.0.0", "mara", shelf.ProjectId, "127.0.0.1"), (deletion.Target, deletion.Actor.Name, deletion.ProjectId, deletion.Address));
            Assert.NotNull(deletion.PersonalAccessTokenId);
        }
    }

    [Fact]
    public async Task A_download_that_has_begun_ends_though_the_package_is_deleted()
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite, "--Registry:Cache:BlobBytes=0");
        var bytes = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8 << 20));
        var id = await shelf.NpmAsync("web", "1.0.0", bytes);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{shelf.Api}/packages/npm/web/-/web-1.0.0.tgz");
        request.Headers.Authorization = RunningRegistry.Basic(shelf.Token);
        using var response = await shelf.Registry.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(204, (await shelf.DeleteAsync($"/packages/{id}")).Status);

        Assert.Equal(TestPackages.Pack("web", "1.0.0", bytes), await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(404, (await shelf.GetAsync("/packages/npm/web/-/web-1.0.0.tgz")).Status);
    }

    private static async Task<long> FileAsync(Shelf shelf, long packageId)
    {
        await using var database = shelf.Registry.Open();
        return await database.PackageFiles.Where(file => file.PackageId == packageId).Select(file => file.Id).SingleAsync();
    }
}
