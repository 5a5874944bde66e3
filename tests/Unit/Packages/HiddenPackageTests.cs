using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Npm;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>A hidden package is in no list, and clients install it as before.</summary>
public sealed class HiddenPackageTests
{
    [Theory, EveryEngine]
    public async Task A_package_is_hidden_from_lists_but_not_from_clients_and_shown_again(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var id = await shelf.NpmAsync("web", "1.0.0");

        var hidden = await PutAsync("hidden");

        Assert.Equal((200, "hidden"), (hidden.Status, hidden.Json("status")));
        Assert.Equal("200 []", (await shelf.GetAsync("/packages")).ToString());
        Assert.Equal("1", (await shelf.GetAsync("/packages?status=hidden")).Header("X-Total"));
        Assert.Equal("""404 {"message":"404 Not found"}""", (await shelf.GetAsync($"/packages/{id}")).ToString());
        Assert.Equal(200, (await shelf.GetAsync("/packages/npm/web")).Status);
        Assert.Equal(200, (await shelf.GetAsync("/packages/npm/web/-/web-1.0.0.tgz")).Status);

        var shown = await PutAsync("default");

        Assert.Equal((200, "default"), (shown.Status, shown.Json("status")));
        Assert.Equal("1", (await shelf.GetAsync("/packages")).Header("X-Total"));
        Assert.Equal(shown.Text, (await shelf.GetAsync($"/packages/{id}")).Text);

        Task<HttpAnswer> PutAsync(string status) => shelf.SendAsync(HttpMethod.Put, $"/packages/{id}", content: JsonContent.Create(new { status }));
    }

    [Theory, EveryEngine]
    public async Task Who_can_show_it_again_lists_it_and_nobody_gets_it_by_its_id(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var id = await shelf.NpmAsync("web", "1.0.0");
        await HideAsync(shelf, id);
        var developer = await shelf.MemberAsync(AccessLevel.Developer);
        var reading = await shelf.Registry.CreateTokenAsync(await UserAsync(shelf, "mara"), TokenScopes.ReadApi);
        string[] lists = [$"{shelf.Api}/packages?status=hidden", $"{shelf.Api}/packages?status=hidden&pagination=keyset", "/api/v4/groups/acme/packages?status=hidden"];

        foreach (var list in lists)
        {
            Assert.Equal(("200 []", "200 []"), ((await shelf.Registry.GetAsync(list, developer)).ToString(), (await shelf.Registry.GetAsync(list, reading)).ToString()));
            Assert.Equal("web 1.0.0", ReadShelf.Names(await shelf.Registry.GetAsync(list, shelf.Token)));
        }

        foreach (var token in (string[])[developer, reading, shelf.Token])
        {
            foreach (var path in (string[])["", "/pipelines", "/package_files", "/package_files/1/download"])
            {
                Assert.Equal("""404 {"message":"404 Not found"}""", (await shelf.Registry.GetAsync($"{shelf.Api}/packages/{id}{path}", token)).ToString());
            }
        }
    }

    [Theory, EveryEngine]
    public async Task A_Maintainer_deletes_it_and_it_comes_back_hidden(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var id = await shelf.NpmAsync("web", "1.0.0");
        await HideAsync(shelf, id);
        var developer = await shelf.MemberAsync(AccessLevel.Developer);

        Assert.Equal(403, (await shelf.DeleteAsync($"/packages/{id}", developer)).Status);
        Assert.Equal(200, (await shelf.GetAsync("/packages/npm/web")).Status);
        Assert.Equal(204, (await shelf.DeleteAsync($"/packages/{id}")).Status);
        Assert.Equal(404, (await shelf.GetAsync("/packages/npm/web")).Status);
        Assert.Equal(204, (await shelf.SendAsync(HttpMethod.Post, $"/packages/{id}/restore")).Status);
        Assert.Equal("web 1.0.0", ReadShelf.Names(await shelf.GetAsync("/packages?status=hidden")));
        Assert.Equal(204, (await shelf.DeleteAsync($"/packages/{id}/package_files/1")).Status);

        await using var database = shelf.Registry.Open();
        Assert.Equal(
            ["package.hide mara web 1.0.0", "package.delete mara web 1.0.0", "package.restore mara web 1.0.0", "package_file.delete mara web 1.0.0 web-1.0.0.tgz"],
            await database.AuditEvents.Where(one => one.Action.StartsWith("package") && one.Action != "package.publish").OrderBy(one => one.Id)
                .Select(one => one.Action + " " + one.Actor.Name + " " + one.Target).ToListAsync());
    }

    [Theory, EveryEngine]
    public async Task The_pages_list_show_and_delete_it_for_Maintainers_alone(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var (first, second) = (await shelf.NpmAsync("web", "1.0.0"), await shelf.NpmAsync("api", "2.0.0"));
        await HideAsync(shelf, first);
        await HideAsync(shelf, second);
        await shelf.MemberAsync(AccessLevel.Developer);
        using var reader = await FormBrowser.SignedInAsync(shelf.Registry, "Developer-member");
        using var mara = await FormBrowser.SignedInAsync(shelf.Registry, "mara");
        string[] lists = [$"/{NpmStage.FullPath}/-/packages?status=hidden", $"/{NpmStage.FullPath}/-/packages?status=hidden&group=version", "/groups/acme/-/packages?status=hidden"];

        foreach (var list in lists)
        {
            var unseen = await reader.GetAsync(list);
            Assert.Equal(200, unseen.Status);
            Assert.Contains("No package matches", unseen.Text, StringComparison.Ordinal);
            Assert.DoesNotContain($"/-/packages/{first}\"", unseen.Text, StringComparison.Ordinal);
            Assert.Contains($"/-/packages/{first}\"", (await mara.GetAsync(list)).Text, StringComparison.Ordinal);
        }

        var whole = $"/{NpmStage.FullPath}/-/packages";
        Assert.Contains("No packages yet", (await reader.GetAsync(whole)).Text, StringComparison.Ordinal);
        Assert.Contains("All packages here are hidden", (await mara.GetAsync(whole)).Text, StringComparison.Ordinal);
        var page = $"{whole}/{first}";
        var asking = $"/{NpmStage.FullPath}/-/packages/delete?group=version&status=hidden&id={first}";
        Assert.DoesNotContain("value=\"hidden\"", (await reader.GetAsync(lists[0])).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await reader.GetAsync(page)).Status);
        Assert.Contains($"href=\"{asking[1..].Replace("&", "&amp;", StringComparison.Ordinal)}\"", (await mara.GetAsync(page)).Text, StringComparison.Ordinal);
        Assert.Contains("Delete 1 version?", (await mara.GetAsync(asking)).Text, StringComparison.Ordinal);

        // In bulk, as the list sends it.
        var all = $"/{NpmStage.FullPath}/-/packages/delete?status=hidden&all=1";
        Assert.Contains("Delete 2 versions?", (await mara.GetAsync(all)).Text, StringComparison.Ordinal);
        var deleted = await mara.SendAsync(all, "delete", ("Ids", $"{first},{second}"));

        Assert.Equal(200, deleted.Status);
        Assert.Equal("200 []", (await shelf.GetAsync("/packages?status=hidden")).ToString());
        Assert.Equal("2", (await shelf.GetAsync("/packages?status=pending_destruction")).Header("X-Total"));
    }

    [Fact]
    public async Task No_other_status_is_given_by_hand_and_what_is_deleted_is_not_shown()
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite);
        var id = await shelf.ChartAsync();

        Assert.Equal("""400 {"error":"status does not have a valid value"}""", (await PutAsync("error")).ToString());
        Assert.Equal("""400 {"error":"status is missing"}""", (await shelf.SendAsync(HttpMethod.Put, $"/packages/{id}")).ToString());
        await shelf.DeleteAsync($"/packages/{id}");
        Assert.Equal("""404 {"message":"404 Not found"}""", (await PutAsync("default")).ToString());

        Task<HttpAnswer> PutAsync(string status) => shelf.SendAsync(HttpMethod.Put, $"/packages/{id}", content: JsonContent.Create(new { status }));
    }

    private static async Task HideAsync(Shelf shelf, long id) =>
        Assert.Equal(200, (await shelf.SendAsync(HttpMethod.Put, $"/packages/{id}", content: JsonContent.Create(new { status = "hidden" }))).Status);

    private static async Task<User> UserAsync(Shelf shelf, string name)
    {
        await using var database = shelf.Registry.Open();
        return await database.Users.SingleAsync(user => user.UserName == name);
    }
}
