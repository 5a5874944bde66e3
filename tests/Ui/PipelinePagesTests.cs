using Microsoft.Playwright;
using Registry.Ui.Pages;
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
            var pipelines = new PipelinePages(page, FilledBrowser.Public);
            await pipelines.OpenAsync();
            await Assertions.Expect(pipelines.Pipelines).ToHaveTextAsync(["running #1 main 3f786850 Helm web-chart 1.4.2 just now · jane"]);

            await pipelines.FilterAsync("failed");
            await Assertions.Expect(page.GetByText("No pipeline matches")).ToBeVisibleAsync();
            await pipelines.ClearAsync();

            await pipelines.FollowAsync("#1");
            await Assertions.Expect(pipelines.Heading).ToHaveTextAsync("Pipeline #1");
            await Assertions.Expect(pipelines.Packages).ToHaveTextAsync(["Helm web-chart 1.4.2 just now"]);
            await Assertions.Expect(pipelines.Jobs).ToHaveCountAsync(1);

            await pipelines.FollowAsync("3f786850");
            await Assertions.Expect(pipelines.Heading).ToHaveTextAsync("Commit 3f786850");
            await Assertions.Expect(pipelines.Pipelines).ToHaveCountAsync(1);
            Assert.Equal(404, (await pipelines.OpenCommitAsync(new string('0', 40)))!.Status);
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(A_pipeline_leads_to_its_packages_and_its_commit)}_{script}");
}
