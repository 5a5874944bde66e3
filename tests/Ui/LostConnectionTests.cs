using Microsoft.Playwright;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>The page that stays connected, when the server goes away under it. A class of its own: others share their server.</summary>
public class LostConnectionTests(ShelfBrowser browser) : IClassFixture<ShelfBrowser>
{
    [Fact]
    public Task A_connected_page_tells_that_its_server_is_gone_and_opens_again_after_it() => browser.VisitAsync(
        async page =>
        {
            await new SignInPage(page).SignInAsync("jane");
            await page.GotoAsync($"{ShelfBrowser.Project}/-/packages/by_name/helm/web-chart");
            var workbench = new WorkbenchPage(page);
            await workbench.OpenAsync();

            await browser.Registry.KillAsync();
            await Assertions.Expect(page.GetByText("The connection was lost.")).ToBeVisibleAsync();
            await browser.Registry.StartAgainAsync(browser.Registry.Address.Port);
            await Assertions.Expect(page.GetByText("The connection is gone.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            await page.GetByRole(AriaRole.Link, new() { Name = "Reload" }).ClickAsync();

            await Assertions.Expect(page.GetByText("The connection is gone.")).ToBeHiddenAsync();
            await workbench.ChangeAsync("replicas", "Number", "5");
            await Assertions.Expect(workbench.File).ToHaveTextAsync("replicas: 5\n");
        },
        complains: true);
}
