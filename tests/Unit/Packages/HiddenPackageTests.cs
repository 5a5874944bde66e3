using System.Net.Http.Json;
using Registry.Data;
using Registry.Unit.Data;
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
}
