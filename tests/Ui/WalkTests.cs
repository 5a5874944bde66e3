using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Registry.Ui.Pages;
using Registry.Unit.Helm;
using Xunit;

namespace Registry.Ui;

/// <summary>From a fresh registry to a downloaded chart, as one person would go.</summary>
public class WalkTests(FreshBrowser browser) : IClassFixture<FreshBrowser>
{
    [Fact]
    public Task An_administrator_sets_up_publishes_and_finds_a_chart() => browser.VisitAsync(async page =>
    {
        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await page.GotoAsync(await SetupPage.LinkOfAsync(browser));
        await new SetupPage(page).SubmitAsync("ada", "ada@example.com", "Correct-horse-7", "Correct-horse-7");
        await Assertions.Expect(heading).ToHaveTextAsync("Your registry");
        await Assertions.Expect(page.GetByText("Three steps to the first package")).ToBeVisibleAsync();

        var project = new NewProjectPage(page);
        await project.OpenAsync();
        await project.SubmitAsync("charts", "Private", "What we deploy.");
        await Assertions.Expect(heading).ToHaveTextAsync("charts");
        await Assertions.Expect(page).ToHaveTitleAsync("ada/charts · Registry");
        await Assertions.Expect(page.GetByText("What we deploy.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Project" }).GetByRole(AriaRole.Link, new() { Name = "Packages" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No packages yet")).ToBeVisibleAsync();
        await page.GetByText("Helm", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Add the repository" })).ToContainTextAsync($"{browser.Start}api/v4/projects/1/packages/helm/stable");

        await page.GetByRole(AriaRole.Link, new() { Name = "Choose its rights and end yourself" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("publish");
        await Assertions.Expect(page.GetByLabel("write_package_registry")).ToBeCheckedAsync();
        var token = await new TokensPage(page).CreateAsync("ci", "write_package_registry");
        Assert.StartsWith("regpat_", token, StringComparison.Ordinal);

        var chart = TestCharts.Package("web-chart", "1.4.2", "description: Deploys the web tier.\nappVersion: \"3.1.0\"\n");
        await browser.PublishAsync("ada/charts", token, chart);

        await page.GotoAsync("ada/charts/-/packages");
        var row = page.GetByRole(AriaRole.Table, new() { Name = "Packages" }).Locator("tbody tr");
        await Assertions.Expect(row).ToHaveTextAsync(new Regex(@"^\s*Helm\s+web-chart\s+1\.4\.2\s+stable\s+just now · ada\s+\d+ bytes\s+0\s*$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await row.GetByRole(AriaRole.Link).ClickAsync();

        var package = new PackagePage(page);
        await Assertions.Expect(package.Heading).ToHaveTextAsync("web-chart");
        await Assertions.Expect(page.GetByText("Deploys the web tier.")).ToBeVisibleAsync();
        await Assertions.Expect(package.Install).ToHaveTextAsync(
        [
            $"helm repo add --force-update ada-charts \\ {browser.Start}api/v4/projects/1/packages/helm/stable \\ --username ada --password \"$TOKEN\" helm repo update",
            "helm upgrade --install web-chart ada-charts/web-chart --version 1.4.2",
        ]);
        await package.OpenTabAsync("Files");
        Assert.Equal(
            new Dictionary<string, string>
            {
#pragma warning disable CA5350, CA5351 // The page shows them because clients still ask for them.
                ["MD5"] = Convert.ToHexStringLower(MD5.HashData(chart)),
                ["SHA-1"] = Convert.ToHexStringLower(SHA1.HashData(chart)),
#pragma warning restore CA5350, CA5351
                ["SHA-256"] = Convert.ToHexStringLower(SHA256.HashData(chart)),
                ["SHA-512"] = Convert.ToHexStringLower(SHA512.HashData(chart)),
            },
            await package.SumsAsync());
        Assert.Equal(chart, await package.DownloadAsync("web-chart-1.4.2.tgz"));

        var session = new SignInPage(page);
        await session.SignOutAsync();
        await page.GotoAsync("ada/charts/-/packages");
        await Assertions.Expect(heading).ToHaveTextAsync("Sign in");
        await session.SubmitAsync("ada@example.com", "Correct-horse-7");
        await Assertions.Expect(page).ToHaveURLAsync($"{browser.Start}ada/charts/-/packages");
        await Assertions.Expect(row).ToHaveCountAsync(1);

        var setup = await page.GotoAsync(await SetupPage.LinkOfAsync(browser));
        Assert.Equal(404, setup!.Status);
        await Assertions.Expect(heading).ToHaveTextAsync("Setup is closed");
    });
}

/// <summary>A registry that a test sets up itself.</summary>
public sealed class FreshBrowser : FilledBrowser
{
    protected override Task FillAsync() => Task.CompletedTask;
}
