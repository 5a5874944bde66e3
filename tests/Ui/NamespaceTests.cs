using Microsoft.Playwright;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>The life of groups and projects.</summary>
public class NamespaceTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_group_is_made_filled_moved_and_deleted(bool script) => browser.VisitAsync(
        async page =>
        {
            var (first, second) = script ? ("young", "grown") : ("plain", "simple");
            var groups = new GroupPages(page);
            await new SignInPage(page).SignInAsync("jane");

            await page.GotoAsync("groups/new");
            await groups.CreateAsync("-bad", "Bad");
            await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("no valid path");
            await groups.CreateAsync(first, "Our things", "Internal");
            await Assertions.Expect(Heading(page)).ToHaveTextAsync("Our things");
            await Assertions.Expect(page.GetByText("The group is made, and you own it.")).ToBeVisibleAsync();

            await page.GetByRole(AriaRole.Link, new() { Name = "New subgroup" }).ClickAsync();
            await groups.CreateAsync("tools");
            await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}{first}/tools?done=created");
            await page.GetByRole(AriaRole.Link, new() { Name = "New project" }).First.ClickAsync();
            await Assertions.Expect(page.GetByLabel("Group or user")).ToHaveValueAsync($"{first}/tools");
            await new NewProjectPage(page).SubmitAsync("charts");
            await Assertions.Expect(Heading(page)).ToHaveTextAsync("charts");

            await groups.OpenSettingsAsync(first);
            await page.GetByLabel("Description").FillAsync("What we deploy.");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
            await Assertions.Expect(page.GetByText("The settings are saved.")).ToBeVisibleAsync();
            await groups.MoveAsync(second);
            await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}groups/{second}/-/edit?done=moved");
            await page.GotoAsync($"{first}/tools/charts");
            await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}{second}/tools/charts");
            await page.GotoAsync(second);
            await Assertions.Expect(page.GetByText("What we deploy.")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "Subgroups" }).Locator("tbody tr")).ToHaveTextAsync([$"tools {second}/tools Private 1"]);

            await groups.OpenSettingsAsync(second);
            await groups.DeleteAsync("group", first);
            await Assertions.Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Alert)).ToHaveTextAsync($"Nothing was deleted: type {second} to confirm.");
            await groups.DeleteAsync("group", second);
            await Assertions.Expect(page.GetByText("The group is deleted.")).ToBeVisibleAsync();
            Assert.Equal(404, (await page.GotoAsync($"{second}/tools/charts"))!.Status);
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(A_group_is_made_filled_moved_and_deleted)}_{script}");

    [Fact]
    public Task A_maintainer_changes_a_project_and_only_an_owner_opens_or_deletes_it() => browser.VisitAsync(async page =>
    {
        await browser.PrintAsync("project", "create", "acme/kept", "--visibility", "private");
        await browser.PrintAsync("member", "add", "acme/kept", "jane", "maintainer");
        await new SignInPage(page).SignInAsync("jane");
        await page.GotoAsync("acme/kept/-/edit");
        await Assertions.Expect(page.GetByText("Only owners change it.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Only owners of the project can delete it.")).ToBeVisibleAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Kept things");
        await page.GetByLabel("Anyone may pull").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The settings are saved.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Anyone may pull")).ToBeCheckedAsync();
        await new SignInPage(page).SignOutAsync();

        await new SignInPage(page).SignInAsync("ada");
        await page.GotoAsync("acme/kept/-/edit");
        await page.GetByLabel("Internal").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The settings are saved.")).ToBeVisibleAsync();
        await page.GotoAsync("acme/kept");
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Kept things");
        await page.GotoAsync("acme/kept/-/edit");
        await new GroupPages(page).DeleteAsync("project", "acme/kept");
        await Assertions.Expect(page.GetByText("The project is deleted.")).ToBeVisibleAsync();
        Assert.Equal(404, (await page.GotoAsync("acme/kept"))!.Status);
    });

    private static ILocator Heading(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });
}
