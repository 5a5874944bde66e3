using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>Trying out a chart's values: the one page that stays connected.</summary>
public class WorkbenchTests(ShelfBrowser browser) : IClassFixture<ShelfBrowser>
{
    private const string WebChart = $"{ShelfBrowser.Project}/-/packages/by_name/helm/web-chart";

    [Fact]
    public Task Somebody_changes_values_and_takes_along_the_file_and_the_command() => browser.VisitAsync(async page =>
    {
        var workbench = await OpenAsync(page, "jane");
        await Assertions.Expect(workbench.Tree.GetByRole(AriaRole.Treeitem)).ToHaveTextAsync(["replicas2", "image", "taglatest", "hosts[]"]);
        await Assertions.Expect(workbench.Result).ToContainTextAsync("Nothing changed yet");

        await workbench.ChangeAsync("replicas", "Number", "many");
        await Assertions.Expect(workbench.Value).ToContainTextAsync("How many pods run");
        await Assertions.Expect(workbench.Value).ToContainTextAsync("It must be a number.");
        await Assertions.Expect(workbench.Result).ToContainTextAsync("One value is left out.");
        await workbench.ChangeAsync("replicas", "Number", "5");
        await workbench.ChangeAsync("tag", "Text", "v1,2");
        await workbench.ChangeAsync("hosts", "YAML", "- a.example\n- b.example");

        await Assertions.Expect(workbench.File).ToHaveTextAsync("replicas: 5\nimage:\n  tag: \"v1,2\"\nhosts:\n  - a.example\n  - b.example\n");
        await Assertions.Expect(workbench.Arguments).ToHaveTextAsync(
            "helm upgrade --install web-chart acme-shelf/web-chart --version 1.5.0 \\\n  --set replicas=5 \\\n  --set 'image.tag=v1\\,2' \\\n  --set 'hosts[0]=a.example' \\\n  --set 'hosts[1]=b.example'");
        Assert.Equal("my-values.yaml\nreplicas: 5\nimage:\n  tag: \"v1,2\"\nhosts:\n  - a.example\n  - b.example\n", await workbench.DownloadAsync());

        await workbench.Result.GetByRole(AriaRole.Button, new() { Name = "replicas" }).ClickAsync();
        await workbench.Value.GetByRole(AriaRole.Button, new() { Name = "Reset" }).ClickAsync();
        await Assertions.Expect(workbench.Value.GetByLabel("Number")).ToHaveValueAsync("2");
        await Assertions.Expect(workbench.File).Not.ToContainTextAsync("replicas");
        await workbench.Result.GetByRole(AriaRole.Button, new() { Name = "Reset all" }).ClickAsync();
        await Assertions.Expect(workbench.Result).ToContainTextAsync("Nothing changed yet");
    });

    [Fact]
    public Task The_keyboard_alone_finds_a_value_and_changes_it() => browser.VisitAsync(async page =>
    {
        var workbench = await OpenAsync(page, "jane");

        await page.Keyboard.PressAsync("f");
        await Assertions.Expect(workbench.Filter).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("which");
        await Assertions.Expect(workbench.Tree.GetByRole(AriaRole.Treeitem)).ToHaveTextAsync(["image.taglatest"]);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(workbench.Tree).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(workbench.Value).ToContainTextAsync("Which one");
        await page.Keyboard.PressAsync("Tab"); // copies the path
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(workbench.Value.GetByLabel("Text")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ControlOrMeta+A");
        await page.Keyboard.TypeAsync("v9");

        await Assertions.Expect(workbench.File).ToHaveTextAsync("image:\n  tag: v9\n");
    });

    [Fact]
    public Task Who_signs_out_elsewhere_sees_nothing_any_more() => browser.VisitAsync(async page =>
    {
        var workbench = await OpenAsync(page, "jane");
        await workbench.ChangeAsync("replicas", "Number", "5");
        await Assertions.Expect(workbench.File).ToBeVisibleAsync();

        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("dashboard");
        await new SignInPage(other).SignOutAsync();
        await workbench.Item("hosts").ClickAsync();

        await Assertions.Expect(page.GetByText("You may not see this any more")).ToBeVisibleAsync();
        await Assertions.Expect(workbench.Tree).ToHaveCountAsync(0);
        await Assertions.Expect(workbench.File).ToHaveCountAsync(0);
    });

    [Fact]
    public Task Who_loses_the_role_sees_nothing_any_more() => browser.VisitAsync(async page =>
    {
        await browser.PrintAsync("user", "create", "temp", "--email", "temp@example.com", "--password", FilledBrowser.PasswordOf("temp"));
        await browser.PrintAsync("member", "add", ShelfBrowser.Project, "temp", "developer");
        var workbench = await OpenAsync(page, "temp");

        using var client = new HttpClient { BaseAddress = browser.Start };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await browser.TokenOfAsync("jane"));
        var project = Uri.EscapeDataString(ShelfBrowser.Project);
        var members = await client.GetStringAsync($"api/v4/projects/{project}/members?query=temp");
        var id = System.Text.Json.JsonDocument.Parse(members).RootElement[0].GetProperty("id").GetInt64();
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"api/v4/projects/{project}/members/{id}")).StatusCode);
        await workbench.Item("hosts").ClickAsync();

        await Assertions.Expect(page.GetByText("You may not see this any more")).ToBeVisibleAsync();
        await Assertions.Expect(workbench.Tree).ToHaveCountAsync(0);
    });

    [Fact]
    public Task Without_script_the_way_to_all_values_stands_there() => browser.VisitAsync(
        async page =>
        {
            await new SignInPage(page).SignInAsync("jane");
            await page.GotoAsync($"{WebChart}");
            await new PackagePage(page).OpenTabAsync("Values");
            await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Try values" })).ToBeHiddenAsync();

            await page.GotoAsync($"{new Uri(page.Url).AbsolutePath}/values");
            await Assertions.Expect(page.GetByText("This page needs JavaScript.")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "all values with their comments" }).ClickAsync();

            await Assertions.Expect(new PackagePage(page).Values).ToHaveCountAsync(3);
        },
        new() { JavaScriptEnabled = false });

    private static async Task<WorkbenchPage> OpenAsync(IPage page, string user)
    {
        await new SignInPage(page).SignInAsync(user);
        await page.GotoAsync(WebChart);
        var workbench = new WorkbenchPage(page);
        await workbench.OpenAsync();
        return workbench;
    }
}
