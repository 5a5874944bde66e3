using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;
using Registry.Ui.Pages;
using Registry.Unit.Helm;
using Xunit;

namespace Registry.Ui;

/// <summary>What a project decides about its packages holds for whoever publishes next.</summary>
public class PackageSettingsTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_protected_name_is_refused_to_developers_until_the_rule_goes(bool script) => browser.VisitAsync(
        async page =>
        {
            var version = script ? "7.0.0" : "8.0.0";
            var token = await browser.TokenOfAsync("jane");
            await new SignInPage(page).SignInAsync("ada");
            var settings = new PackageSettingsPage(page, FilledBrowser.Public);
            await settings.OpenAsync();

            await settings.PreviewAsync("web-*", "Helm", script);
            await Assertions.Expect(settings.Matches).ToContainTextAsync("Holds for 1 package now:");
            await Assertions.Expect(settings.Matches.Locator("code")).ToHaveTextAsync(["web-chart"]);
            await settings.AddAsync();
            await Assertions.Expect(page.GetByText("The protection rule is added. It holds from now on.")).ToBeVisibleAsync();
            await Assertions.Expect(settings.Rules.Locator("tbody td")).ToContainTextAsync(["Helm web-*", "Maintainer", "Maintainer", "Delete…"]);
            Assert.Equal(HttpStatusCode.Forbidden, await PublishAsync(token, "web-chart", version));

            await settings.DeleteAsync();
            await Assertions.Expect(page.GetByText("The protection rule is deleted.")).ToBeVisibleAsync();
            Assert.Equal(HttpStatusCode.Created, await PublishAsync(token, "web-chart", version));
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(A_protected_name_is_refused_to_developers_until_the_rule_goes)}_{script}");

    [Fact]
    public Task Duplicates_and_the_largest_file_are_as_the_settings_say() => browser.VisitAsync(async page =>
    {
        await browser.PrintAsync("project", "create", "acme/strict", "--visibility", "public");
        await new SignInPage(page).SignInAsync("ada");
        var settings = new PackageSettingsPage(page, "acme/strict");
        await settings.OpenAsync();

        await settings.LargestFile.FillAsync("0.0001"); // the browser would refuse less than the least
        await settings.Duplicates.SelectOptionAsync("false");
        await settings.LargestFile.EvaluateAsync("input => input.removeAttribute('min')");
        await settings.SaveAsync();
        await Assertions.Expect(page.GetByText("The settings are saved.")).ToBeVisibleAsync();
        await Assertions.Expect(settings.Duplicates).ToHaveValueAsync("false");

        var token = await browser.TokenOfAsync("ada");
        Assert.Equal(HttpStatusCode.BadRequest, await PublishAsync(token, "web-chart", "1.0.0", "acme/strict"));
        await settings.LargestFile.FillAsync("");
        await settings.SaveAsync();
        Assert.Equal(HttpStatusCode.Created, await PublishAsync(token, "web-chart", "1.0.0", "acme/strict"));
        Assert.Equal(HttpStatusCode.Conflict, await PublishAsync(token, "web-chart", "1.0.0", "acme/strict", "description: other bytes\n"));
    });

    private async Task<HttpStatusCode> PublishAsync(string token, string name, string version, string project = FilledBrowser.Public, string more = "")
    {
        using var client = new HttpClient { BaseAddress = browser.Start };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(TestCharts.Package(name, version, more)), "chart", "chart.tgz" } };
        using var answer = await client.PostAsync($"api/v4/projects/{Uri.EscapeDataString(project)}/packages/helm/api/stable/charts", form);
        return answer.StatusCode;
    }
}
