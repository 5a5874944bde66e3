using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Npm;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>Deleted packages come back whole.</summary>
public sealed class TrashTests
{
    [Theory, EveryEngine]
    public async Task A_restored_package_is_what_it_was(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var chart = await shelf.ChartAsync();
        var tarball = await shelf.NpmAsync("web", "1.0.0");
        string[] addresses = ["/packages/helm/stable/charts/mychart-0.1.0.tgz", "/packages/npm/web/-/web-1.0.0.tgz"];
        var before = await Task.WhenAll(addresses.Select(shelf.GetAsync));
        foreach (var id in (long[])[chart, tarball])
        {
            await shelf.DeleteAsync($"/packages/{id}");

            var restored = await shelf.SendAsync(HttpMethod.Post, $"/packages/{id}/restore");

            Assert.Equal((204, 0), (restored.Status, restored.Bytes.Length));
        }

        var after = await Task.WhenAll(addresses.Select(shelf.GetAsync));
        Assert.Equal(before.Select(answer => Convert.ToHexString(answer.Bytes)), after.Select(answer => Convert.ToHexString(answer.Bytes)));
        Assert.Contains("mychart", (await shelf.GetAsync("/packages/helm/stable/index.yaml")).Text, StringComparison.Ordinal);
        Assert.Contains("\"dist-tags\":{\"latest\":\"1.0.0\"}", (await shelf.GetAsync("/packages/npm/web")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task A_version_that_was_published_again_is_not_restored_over_it(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var first = await shelf.NpmAsync("web", "1.0.0", "first");
        await shelf.DeleteAsync($"/packages/{first}");
        var second = await shelf.NpmAsync("web", "1.0.0", "second");

        Assert.Equal(
            """409 {"message":"409 Conflict - web 1.0.0 was published again since: delete that one to restore this one"}""",
            (await shelf.SendAsync(HttpMethod.Post, $"/packages/{first}/restore")).ToString());

        await shelf.DeleteAsync($"/packages/{second}");
        Assert.Equal(204, (await shelf.SendAsync(HttpMethod.Post, $"/packages/{first}/restore")).Status);
        Assert.Equal(TestPackages.Pack("web", "1.0.0", "first"), (await shelf.Registry.GetAsync("/api/v4/groups/acme/-/packages/npm/web/-/web-1.0.0.tgz", shelf.Token)).Bytes);
    }

    [Theory, EveryEngine]
    public async Task A_deprecated_version_comes_back_deprecated(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var id = await shelf.NpmAsync("web", "1.0.0");
        var deprecation = TestPackages.Json(TestPackages.Deprecation("web", "use web2", "1.0.0"));
        Assert.Equal(200, (await shelf.SendAsync(HttpMethod.Put, "/packages/npm/web", content: deprecation)).Status);
        await shelf.DeleteAsync($"/packages/{id}");

        Assert.Equal(204, (await shelf.SendAsync(HttpMethod.Post, $"/packages/{id}/restore")).Status);

        Assert.Contains("\"deprecated\":\"use web2\"", (await shelf.GetAsync("/packages/npm/web")).Text, StringComparison.Ordinal);
        await using var database = shelf.Registry.Open();
        Assert.Equal(PackageStatus.Deprecated, (await database.Packages.SingleAsync()).Status);
    }

    [Theory, EveryEngine]
    public async Task What_npm_unpublishes_lies_in_the_trash_too(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var id = await shelf.NpmAsync("web", "1.0.0");
        Assert.Equal(200, (await shelf.DeleteAsync("/packages/npm/web/-rev/undefined")).Status);
        Assert.Equal(404, (await shelf.GetAsync("/packages/npm/web")).Status);

        Assert.Equal(204, (await shelf.SendAsync(HttpMethod.Post, $"/packages/{id}/restore")).Status);

        Assert.Equal(200, (await shelf.GetAsync("/packages/npm/web")).Status);
    }

    [Fact]
    public async Task What_lives_or_never_was_cannot_be_restored()
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite);
        var id = await shelf.ChartAsync();

        Assert.Equal("""404 {"message":"404 Not found"}""", (await shelf.SendAsync(HttpMethod.Post, $"/packages/{id}/restore")).ToString());
        Assert.Equal("""404 {"message":"404 Not found"}""", (await shelf.SendAsync(HttpMethod.Post, "/packages/999999/restore")).ToString());
    }
}
