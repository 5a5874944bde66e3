using Microsoft.Playwright;
using Registry.Ui.Pages;
using Registry.Unit.Helm;
using Xunit;

namespace Registry.Ui;

/// <summary>From the first package to many: publishing it, finding it, deleting it and having it back.</summary>
public class ListTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    [Fact]
    public Task The_page_of_an_empty_project_turns_into_the_list() => browser.VisitAsync(async page =>
    {
        var list = await ProjectAsync(page, "first/waiting", "jane", "developer");
        await Assertions.Expect(page.GetByText("No packages yet")).ToBeVisibleAsync();

        await browser.PublishAsync("first/waiting", await browser.TokenOfAsync("jane"), TestCharts.Package("web-chart", "1.0.0"));

        await Assertions.Expect(list.Names).ToHaveTextAsync(["web-chart"]);
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}{list.Address}");
    });

    [Fact]
    public Task The_page_of_an_empty_project_makes_a_token_and_keeps_it_in_sight_when_the_first_package_comes() => browser.VisitAsync(async page =>
    {
        var list = await ProjectAsync(page, "first/script", "jane", "developer");
        await Assertions.Expect(list.Arrival).ToBeHiddenAsync();
        var token = await list.MakeTokenAsync();
        await Assertions.Expect(list.Arrival).ToBeHiddenAsync();

        await browser.PublishAsync("first/script", await browser.TokenOfAsync("ada"), TestCharts.Package("web-chart", "1.0.0"));

        await Assertions.Expect(list.Arrival).ToHaveTextAsync("The first package is here. Show the list");
        await Assertions.Expect(page.GetByText("No packages yet")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByText(token)).ToBeVisibleAsync();
        await list.Arrival.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(list.Names).ToHaveTextAsync(["web-chart"]);
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}{list.Address}");
        await Assert.ThrowsAnyAsync<Exception>(() => browser.PublishAsync(FilledBrowser.Public, token, TestCharts.Package("elsewhere", "1.0.0")));
    });

    [Fact]
    public Task Without_script_the_first_package_shows_on_reload() => browser.VisitAsync(
        async page =>
        {
            var list = await ProjectAsync(page, "first/plain", "jane", "developer");
            var token = await list.MakeTokenAsync();
            await browser.PublishAsync("first/plain", token, TestCharts.Package("web-chart", "1.0.0"));

            await page.GetByRole(AriaRole.Link, new() { Name = "Reload" }).ClickAsync();

            await Assertions.Expect(list.Names).ToHaveTextAsync(["web-chart"]);
        },
        new() { JavaScriptEnabled = false });

    [Fact]
    public Task A_reader_is_offered_no_token() => browser.VisitAsync(async page =>
    {
        await ProjectAsync(page, "first/read", "sten", "reporter");

        await Assertions.Expect(page.GetByText("Nobody has published to this project so far.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Make a token" })).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Publish…" })).ToHaveCountAsync(0);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task What_is_filtered_stands_in_the_address_and_can_be_taken_away(bool script) => browser.VisitAsync(
        async page =>
        {
            var list = await new PackageListPage(page, FilledBrowser.Public).OpenAsync();
            await Assertions.Expect(list.Rows).ToHaveCountAsync(2);

            await page.GetByLabel("Filter packages").FillAsync("web");
            await page.GetByLabel("Type").SelectOptionAsync("helm");
            await list.PressAsync("Filter");
            await Assertions.Expect(list.Names).ToHaveTextAsync(["web-chart"]);
            await page.GetByRole(AriaRole.Link, new() { Name = "By version", Exact = true }).ClickAsync();
            await Assertions.Expect(list.Names).ToHaveTextAsync(["web-chart", "web-chart"]);
            await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}{list.Address}?search=web&type=helm&group=version");
            await page.GetByRole(AriaRole.Link, new() { Name = "Name", Exact = true }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Name" })).ToHaveAttributeAsync("aria-sort", "ascending");

            await page.ReloadAsync();
            await Assertions.Expect(list.Names).ToHaveTextAsync(["web-chart", "web-chart"]);
            await page.GetByRole(AriaRole.Link, new() { Name = "Remove filter: “web”" }).ClickAsync();
            await Assertions.Expect(list.Rows).ToHaveCountAsync(3);
            await page.GetByRole(AriaRole.Link, new() { Name = "Clear all" }).ClickAsync();
            await Assertions.Expect(page.GetByLabel("What is shown")).ToHaveCountAsync(0);
            await page.GoBackAsync();
            await Assertions.Expect(page.GetByLabel("Type")).ToHaveValueAsync("helm");

            await list.OpenAsync("?search=zzz");
            await Assertions.Expect(page.GetByText("No package matches")).ToBeVisibleAsync();
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(What_is_filtered_stands_in_the_address_and_can_be_taken_away)}_{script}");

    [Fact]
    public Task Many_are_chosen_deleted_and_undone() => browser.VisitAsync(async page =>
    {
        var list = await ShelfAsync(page, "bulk/script");

        await list.TickAsync("one");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Select three", Exact = true }).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Assertions.Expect(list.Chosen).ToHaveTextAsync("3 selected");
        await list.DeleteAsync();
        await Assertions.Expect(list.Heading).ToHaveTextAsync("Delete 4 versions?");
        await list.PressAsync("Delete 4 versions");

        await Assertions.Expect(list.Heading).ToHaveTextAsync("4 versions deleted");
        await Assertions.Expect(list.Results).ToHaveCountAsync(4);
        await Assertions.Expect(list.CountBeside).ToHaveTextAsync("0");
        await list.PressAsync("Undo");
        await Assertions.Expect(list.Heading).ToHaveTextAsync("4 versions restored");
        await Assertions.Expect(list.CountBeside).ToHaveTextAsync("3");
        await list.OpenAsync();
        await Assertions.Expect(list.Rows).ToHaveCountAsync(3);
    });

    [Fact]
    public Task Without_script_one_is_deleted_and_comes_back_out_of_the_trash() => browser.VisitAsync(
        async page =>
        {
            var list = await ShelfAsync(page, "bulk/plain");

            await list.TickAsync("one");
            await list.DeleteAsync();
            await list.PressAsync("Delete 2 versions");
            await Assertions.Expect(list.Heading).ToHaveTextAsync("2 versions deleted");
            await list.OpenAsync();
            await Assertions.Expect(list.Names).ToHaveTextAsync(["two", "three"]);

            var trash = new TrashPage(page);
            await trash.OpenAsync();
            await Assertions.Expect(trash.Rows).ToHaveCountAsync(2);
            await Assertions.Expect(trash.Rows.First).ToContainTextAsync("just now · ada");
            await trash.RestoreAsync("one 1.0.0");
            await Assertions.Expect(list.Results).ToHaveTextAsync(["one 1.0.0 restored"]);
            await Assertions.Expect(list.CountBeside).ToHaveTextAsync("3");
            await list.OpenAsync();
            await Assertions.Expect(list.Rows).ToHaveCountAsync(3);
        },
        new() { JavaScriptEnabled = false });

    [Fact]
    public Task Who_may_not_delete_is_shown_no_boxes_and_no_page() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("jane");
        var list = await new PackageListPage(page, FilledBrowser.Public).OpenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(0);

        using var client = new HttpClient { BaseAddress = browser.Start };
        Assert.Equal(403, (await page.APIRequest.GetAsync($"{browser.Start}{list.Address}/delete?all=1")).Status);
        Assert.Equal(403, (await page.APIRequest.GetAsync($"{browser.Start}{FilledBrowser.Public}/-/trash")).Status);
    });

    private async Task<PackageListPage> ProjectAsync(IPage page, string project, string user, string role)
    {
        await browser.PrintAsync("project", "create", project, "--visibility", "private");
        await browser.PrintAsync("member", "add", project, user, role);
        await new SignInPage(page).SignInAsync(user);
        return await new PackageListPage(page, project).OpenAsync();
    }

    // three, two and one, which has two versions; ada may delete, as she may everything.
    private async Task<PackageListPage> ShelfAsync(IPage page, string project)
    {
        await browser.PrintAsync("project", "create", project, "--visibility", "private");
        var token = await browser.TokenOfAsync("ada");
        foreach (var (name, version) in new[] { ("three", "1.0.0"), ("two", "1.0.0"), ("one", "1.0.0"), ("one", "1.1.0") })
        {
            await browser.PublishAsync(project, token, TestCharts.Package(name, version));
        }

        await new SignInPage(page).SignInAsync("ada");
        return await new PackageListPage(page, project).OpenAsync();
    }
}
