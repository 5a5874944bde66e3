using Microsoft.Playwright;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>What packages take, and how often they are wanted.</summary>
public class UsageTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_download_shows_in_its_week(bool script) => browser.VisitAsync(
        async page =>
        {
            var usage = new UsagePage(page, FilledBrowser.Public);
            await new SignInPage(page).SignInAsync("ada");
            await usage.OpenAsync();
            var before = await TotalAsync(usage);
            using (var client = new HttpClient { BaseAddress = browser.Start })
            {
                Assert.NotEmpty(await client.GetByteArrayAsync($"api/v4/projects/{Uri.EscapeDataString(FilledBrowser.Public)}/packages/helm/stable/charts/web-chart-1.4.2.tgz"));
            }

            // Downloads are written every few seconds.
            for (var tries = 0; tries < 100 && await TotalAsync(usage) == before; tries++)
            {
                await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
            }

            Assert.Equal(before + 1, await TotalAsync(usage));
            await usage.ShowWeeksAsync();
            await Assertions.Expect(usage.Weeks).ToHaveCountAsync(13);
            await Assertions.Expect(usage.Weeks.First.Locator("td").Last).ToHaveTextAsync($"{before + 1}");
            await Assertions.Expect(usage.Formats).ToContainTextAsync(["Helm"]);
            await Assertions.Expect(usage.Largest).ToHaveCountAsync(2);
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(A_download_shows_in_its_week)}_{script}");

    private static async Task<int> TotalAsync(UsagePage usage) => int.Parse(await usage.Downloads.Locator("header .num").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
}
