using Microsoft.Playwright;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>Finding one's way: the start page, what there is, a project, the help.</summary>
public class ExploreTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task The_start_page_leads_to_what_was_published_last(bool script) => browser.VisitAsync(
        async page =>
        {
            var (start, project) = (new ExplorePages(page), new ProjectPage(page));
            await new SignInPage(page).SignInAsync("jane");
            await Assertions.Expect(start.Recent).ToHaveCountAsync(3);
            await Assertions.Expect(start.Storage).ToContainTextAsync(["Helm"]);
            await start.FilterProjectsAsync("vault");
            await Assertions.Expect(start.Projects).ToHaveTextAsync([FilledBrowser.Private]);

            await start.OpenAsync("dashboard");
            await start.Recent.First.GetByRole(AriaRole.Link, new() { Name = FilledBrowser.Public }).ClickAsync();
            await Assertions.Expect(project.Heading).ToHaveTextAsync("charts");
            await Assertions.Expect(project.Newest).ToHaveCountAsync(3);
            await Assertions.Expect(project.Storage).ToContainTextAsync(["Helm"]);
            await Assertions.Expect(project.Endpoints).ToHaveTextAsync(["API", "Helm", "npm", "Feed"]);
            await project.GoToAsync("Packages");
            await Assertions.Expect(new PackageListPage(page, FilledBrowser.Public).Rows).ToHaveCountAsync(2);
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(The_start_page_leads_to_what_was_published_last)}_{script}");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Somebody_explores_without_an_account_and_reads_the_help(bool script) => browser.VisitAsync(
        async page =>
        {
            await SearchTests.IndexedAsync(page);
            var (explore, help) = (new ExplorePages(page), new HelpPages(page));
            await explore.OpenAsync("");
            await Assertions.Expect(explore.Projects).ToHaveTextAsync([FilledBrowser.Public]);
            await explore.FilterProjectsAsync("nothing like it");
            await Assertions.Expect(page.GetByText("No project matches “nothing like it”")).ToBeVisibleAsync();
            await explore.SearchPackagesAsync("tier");
            await Assertions.Expect(explore.Hits).ToHaveTextAsync(["web-chart"]);

            await help.OpenAsync();
            await Assertions.Expect(help.Heading).ToHaveTextAsync("Help");
            await help.GoToAsync("Roles");
            await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}help#roles");
            await Assertions.Expect(help.Roles).ToHaveTextAsync(["Guest", "Reporter", "Developer", "Maintainer", "Owner"]);
            await Assertions.Expect(help.Command("List the packages of a project")).ToContainTextAsync($"{browser.Start}api/v4/projects/1/packages");
            await help.GoToAsync("Keys");
            await Assertions.Expect(help.Heading).ToHaveTextAsync("Keys");
            await Assertions.Expect(help.Keys.First).ToContainTextAsync("Go anywhere: pages, packages, projects");
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(Somebody_explores_without_an_account_and_reads_the_help)}_{script}");
}
