using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Registry.Ui.Pages;
using Registry.Unit.Npm;
using Xunit;

namespace Registry.Ui;

/// <summary>npm's packages in the browser, and the page on which a command line is signed in.</summary>
public class NpmTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    private static readonly string Npm = $"api/v4/projects/{Uri.EscapeDataString(FilledBrowser.Public)}/packages/npm";

    private static readonly string[] Facts = ["latest", "MIT", "https://example.com/widget"];

    [Fact]
    public Task A_package_shows_how_each_client_installs_it_and_what_it_says_of_itself() => browser.VisitAsync(async page =>
    {
        await PublishAsync(new TestPackage("@acme/widget", "1.0.0"));
        await PublishAsync(new TestPackage("@acme/widget", "1.1.0", """
            "description":"A widget.","license":"MIT","keywords":["ui"],"homepage":"https://example.com/widget","scripts":{"postinstall":"node build.js"},"dependencies":{"left-pad":"^1.3.0"}
            """));

        await page.GotoAsync($"{FilledBrowser.Public}/-/packages?type=npm");
        await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "Packages" }).Locator("tbody tr")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "@acme/widget" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("@acme/widget");
        await Assertions.Expect(page.GetByText("npm install @acme/widget@1.1.0")).ToBeVisibleAsync();
        foreach (var (client, command) in new[] { ("Yarn", "yarn add @acme/widget@1.1.0"), ("pnpm", "pnpm add @acme/widget@1.1.0"), ("Bun", "bun add @acme/widget@1.1.0") })
        {
            await page.GetByText(client, new() { Exact = true }).ClickAsync();
            await Assertions.Expect(page.GetByText(command)).ToBeVisibleAsync();
        }

        foreach (var fact in Facts)
        {
            await Assertions.Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "About the package" }).GetByText(fact, new() { Exact = true })).ToBeVisibleAsync();
        }

        await Assertions.Expect(page.GetByText("Runs commands when it is installed. postinstall: node build.js")).ToBeVisibleAsync();
        await new PackagePage(page).OpenTabAsync("Dependencies");
        await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "Dependencies" }).Locator("tbody tr")).ToHaveTextAsync("left-pad ^1.3.0 elsewhere");
        await new PackagePage(page).OpenTabAsync("Code");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "package.json" }).Last).ToContainTextAsync("\"name\":\"@acme/widget\"");
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_command_line_is_signed_in_once_somebody_confirms_it(bool script) => browser.VisitAsync(
        async page =>
        {
            using var npm = new HttpClient { BaseAddress = browser.Start };
            npm.DefaultRequestHeaders.UserAgent.ParseAdd("npm/11.19.1");
            using var begun = await npm.PostAsync($"{Npm}/-/v1/login", content: null);
            var addresses = await begun.Content.ReadFromJsonAsync<JsonElement>();
            var done = addresses.GetProperty("doneUrl").GetString()!;
            Assert.Equal(HttpStatusCode.Accepted, (await npm.GetAsync(done)).StatusCode);

            await page.GotoAsync(addresses.GetProperty("loginUrl").GetString()!);
            await new SignInPage(page).SubmitAsync("jane", FilledBrowser.PasswordOf("jane"));
            var login = new CommandLinePage(page);
            await Assertions.Expect(login.Heading).ToHaveTextAsync("Sign in a command line?");
            await Assertions.Expect(login.Fact("npm/11.19.1")).ToBeVisibleAsync();
            await Assertions.Expect(login.Fact("127.0.0.1")).ToBeVisibleAsync();
            await login.LetInAsync();
            await Assertions.Expect(login.Heading).ToHaveTextAsync("Signed in");

            using var polled = await npm.GetAsync(done);
            var token = (await polled.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
            npm.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            Assert.Equal("""{"username":"jane"}""", await npm.GetStringAsync($"{Npm}/-/whoami"));
            Assert.Equal(HttpStatusCode.NotFound, (await npm.GetAsync(done)).StatusCode); // the token is handed out once

            await page.GotoAsync(addresses.GetProperty("loginUrl").GetString()!);
            await Assertions.Expect(login.Heading).ToHaveTextAsync("This login is over");
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(A_command_line_is_signed_in_once_somebody_confirms_it)}_{script}");

    private async Task PublishAsync(TestPackage package)
    {
        using var client = new HttpClient { BaseAddress = browser.Start };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await browser.TokenOfAsync("jane"));
        using var answer = await client.PutAsJsonAsync($"{Npm}/{Uri.EscapeDataString(package.Name)}", package.ToDocument());
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
