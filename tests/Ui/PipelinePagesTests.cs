using Microsoft.Playwright;
using Xunit;

namespace Registry.Ui;

/// <summary>Where packages come from.</summary>
public class PipelinePagesTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_pipeline_leads_to_its_packages_and_its_commit(bool script) => browser.VisitAsync(
        async page =>
        {
            var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
            var rows = page.GetByRole(AriaRole.Table, new() { Name = "Pipelines" }).Locator("tbody tr");
            await page.GotoAsync($"{FilledBrowser.Public}/-/pipelines");
            await Assertions.Expect(rows).ToHaveTextAsync(["running #1 main 3f786850 Helm web-chart 1.4.2 just now · jane"]);

            await page.GetByLabel("Status").SelectOptionAsync("failed");
            await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
            await Assertions.Expect(page.GetByText("No pipeline matches")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Clear" }).ClickAsync();

            await rows.GetByRole(AriaRole.Link, new() { Name = "#1" }).ClickAsync();
            await Assertions.Expect(heading).ToHaveTextAsync("Pipeline #1");
            await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "Packages" }).Locator("tbody tr")).ToHaveTextAsync(["Helm web-chart 1.4.2 just now"]);
            await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "Jobs" }).Locator("tbody tr")).ToHaveCountAsync(1);

            await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "3f786850" }).ClickAsync();
            await Assertions.Expect(heading).ToHaveTextAsync("Commit 3f786850");
            await Assertions.Expect(rows).ToHaveCountAsync(1);
            Assert.Equal(404, (await page.GotoAsync($"{FilledBrowser.Public}/-/commit/{new string('0', 40)}"))!.Status);
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(A_pipeline_leads_to_its_packages_and_its_commit)}_{script}");
}
